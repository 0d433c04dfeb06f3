package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Goal: no warning without a code, no code without a runbook, and one vocabulary of keys. {@code -Dcodes.write=true}
 * writes the table in docs/operations.md anew.
 */
class EventCodeTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final Path PAGE = ROOT.resolve("docs/operations.md");
    private static final String HEAD = "## Event codes\n\n| code | means | do |\n|---|---|---|\n";
    private static final Pattern SERIOUS = Pattern.compile(
            "(?:LOG|getLogger\\(\\w+\\.class\\))\\s*\\.(?:warn|error|atWarn|atError)\\((\\)\\s*\\.(?:addMarker\\()?)?\\s*([\\w.]+)");
    private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"(\\w+)\"");

    @Test
    void isOnEveryWarningAndEveryErrorAndEachIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        List<String> without = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            for (Matcher serious = SERIOUS.matcher(text); serious.find(); ) {
                String first = serious.group(2);
                if (first.startsWith("EventCode.")) {
                    used.add(first.replaceFirst("^EventCode\\.(\\w+).*", "$1"));
                } else if (!first.equals("UNREADABLE")) {
                    without.add(file.getFileName() + ": " + serious.group());
                }
            }
            if (text.contains("\"" + EventCode.SECRET_UNREADABLE.code() + "\"")) {
                used.add(EventCode.SECRET_UNREADABLE.name());
            }
        }

        assertThat(without).isEmpty();
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventCode.values()).map(Enum::name).toList());
    }

    @Test
    void hasNoNumberTwice() {
        assertThat(Arrays.stream(EventCode.values()).map(EventCode::code)).doesNotHaveDuplicates();
    }

    @Test
    void isExplainedInTheRunbooks() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(HEAD) + HEAD.length();
        int to = page.indexOf("\n##", from);
        String table = Arrays.stream(EventCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.meaning() + " | " + code.todo() + " |\n")
                .collect(Collectors.joining());
        if (Boolean.getBoolean("codes.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }

        assertThat(page.substring(from, to)).isEqualTo(table);
    }

    @Test
    void goesWithKeysOfOneVocabularyThatIsExplainedToo() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> keys = new TreeSet<>();
        for (Path file : sources()) {
            for (Matcher key = KEY.matcher(Files.readString(file)); key.find(); ) {
                keys.add(key.group(1).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
            }
        }

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    /** Of what runs in services. The store in a jar is no part of them. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("ingest-watcher", "segmenter-router", "registrar", "cli", "lib")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().contains("src/main")
                                && file.toString().endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
