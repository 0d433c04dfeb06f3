package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;

/** Goal: the documentation stays true. {@code -Dreadme.write=true} writes the table of keys anew. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final String HEAD = "|---|---|---|";
    private static final String TAIL = "| `kafka.client.*`";

    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        Path readme = ROOT.resolve("README.md");
        List<String> lines = Files.readAllLines(readme);
        int from = lines.indexOf(HEAD) + 1;
        int to = lines.indexOf(
                lines.stream().filter(line -> line.startsWith(TAIL)).findFirst().orElseThrow());
        List<String> table = Keys.ALL.stream().map(ReadmeTest::row).toList();
        if (Boolean.getBoolean("readme.write")) {
            List<String> written = new ArrayList<>(lines.subList(0, from));
            written.addAll(table);
            written.addAll(lines.subList(to, lines.size()));
            Files.write(readme, written);
            return;
        }

        assertThat(lines.subList(from, to)).isEqualTo(table);
    }

    private static String row(Setting<?> setting) {
        String fallback =
                setting.fallback() == null || setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
        return "| `" + setting.key() + "` | " + fallback + " | " + setting.help() + " |";
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/feeds.yaml", "docs/quickstart.yaml"})
    void showsFeedTablesThatCanBeApplied(String file) {
        assertThat(FeedFile.read(ROOT.resolve(file))).isNotEmpty();
    }
}
