package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Json;

/**
 * Goal: every request that the product sends, and every answer that local-tams gives, is what the specification says, in
 * every test of the build and not only in those that look. Method: all of them are recorded; this runs last, over the
 * record.
 *
 * <p>{@code -Dconformance.write=true} rewrites the table of operations and versions in the documentation.
 */
class RecordedExchangesTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("root.dir", "../..")).resolve("docs").resolve("conformance.md");

    private static final String HEADING = "\n## What our client asks of stores\n";
    private static final List<String> VERSIONS = List.of("8.0", "8.1", "8.2");
    private static final String AGENT = "tams-ingest";

    /** Those that were looked at; a repetition of the same bytes proves nothing more. */
    private final Set<Integer> seen = new HashSet<>();

    private final Map<String, Set<String>> versions = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int ours;
    private int others;

    @Test
    void areAllAsTheSpecificationSays() throws IOException {
        assumeTrue(System.getProperty("exchanges.dir") != null, "runs once more, after all other tests");
        assumeTrue(Conformance.isPossible(), "no specification at " + Conformance.SPECIFICATION);
        assumeTrue(System.getProperty("test") == null, "only part of the suite was run");

        try (var files = Files.list(Path.of(System.getProperty("exchanges.dir")))) {
            for (Path file : files.sorted().toList()) {
                judge(file);
            }
        }

        assertThat(faults)
                .as("of %d requests of ours, %d of others", ours, others)
                .isEmpty();
        assertThat(ours).isGreaterThan(1_000);
        assertThat(others).isGreaterThan(100);
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(DOCUMENT, beforeHeading() + table());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("out of date: run the whole suite with -Dconformance.write=true")
                .endsWith(table());
    }

    private void judge(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode exchange;
            try {
                exchange = Json.MAPPER.readTree(lines.get(i));
            } catch (JsonProcessingException e) {
                // The last line of a store that was killed.
                assertThat(i).as("%s line %d", file, i + 1).isEqualTo(lines.size() - 1);
                continue;
            }
            judge(exchange);
        }
    }

    private void judge(JsonNode exchange) {
        String method = exchange.path("method").asText();
        String plain = exchange.path("path").asText().replaceFirst("\\?.*", "");
        boolean sent = exchange.path("agent").asText().startsWith(AGENT);
        ours += sent ? 1 : 0;
        others += sent ? 0 : 1;
        var operation = Specification.of(method, plain);
        if (sent && operation.isEmpty()) {
            faults.add("our client asks for what the specification has not: " + method + " " + plain);
        }
        if (sent && exchange.path("status").asInt() / 100 == 2) {
            operation.ifPresent(one -> versions.computeIfAbsent(one.name(), name -> new TreeSet<>())
                    .add(exchange.path("version").asText()));
        }
        boolean declared = !exchange.path("front").asBoolean();
        String essence = method
                + plain.replaceAll("[^/]{8,}", "")
                + sent
                + declared
                + exchange.path("status")
                + exchange.path("request")
                + exchange.path("answer");
        if (seen.add(essence.hashCode())) {
            Conformance.faults(exchange, sent, declared)
                    .forEach(fault ->
                            faults.add(method + " " + exchange.path("path").asText() + ": " + fault));
        }
    }

    private static String beforeHeading() throws IOException {
        String text = Files.readString(DOCUMENT);
        int at = text.indexOf(HEADING);
        return at < 0 ? text : text.substring(0, at);
    }

    private String table() {
        StringBuilder text = new StringBuilder(HEADING).append("""

                Every request that the product sends in its whole test suite is held against the schemas too, and so is every answer that
                local-tams gives there. **yes**: asked of a store of that version, and answered with success. Stores of 8.0 and 8.1 are local-tams behind a
                front that behaves as the stores in the field do.

                """);
        text.append("| operation | ").append(String.join(" | ", VERSIONS)).append(" |\n|---|---|---|---|\n");
        versions.forEach((operation, known) -> {
            text.append("| `").append(operation).append("` |");
            VERSIONS.forEach(version -> text.append(known.contains(version) ? " yes |" : "  |"));
            text.append('\n');
        });
        return text.toString();
    }
}
