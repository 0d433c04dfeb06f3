package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The table of operations and statuses in the documentation is what the whole suite has seen, so this runs last.
 *
 * <p>{@code -Dconformance.write=true} rewrites it. Part of the suite, or no specification, proves nothing: skipped then.
 */
@Order(Integer.MAX_VALUE)
class ConformanceTableTest {

    private static final Path TABLE =
            Path.of(System.getProperty("root.dir", "..")).resolve("docs").resolve("conformance.md");

    private static final List<Integer> STATUSES = List.of(200, 201, 202, 204, 400, 403, 404);

    @Test
    void isWhatTheDocumentationSays() throws IOException {
        assumeTrue(Conformance.isPossible(), "no specification at " + Conformance.SPECIFICATION);
        assumeTrue(System.getProperty("test") == null, "only part of the suite was run");

        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(TABLE, table() + others());
        }

        assertThat(Files.readString(TABLE).replace(others(), ""))
                .as("out of date: run the suite of local-tams with -Dconformance.write=true")
                .isEqualTo(table());
    }

    /** What the record of the whole suite says, which the testbed writes. */
    private static String others() throws IOException {
        String text = Files.readString(TABLE);
        int at = text.indexOf("\n## ");
        return at < 0 ? "" : text.substring(at);
    }

    private static String table() {
        StringBuilder text = new StringBuilder("""
                # Conformance of local-tams with TAMS API 8.2

                Written by the test suite of `local-tams` (`-Dconformance.write=true`), which holds every answer against the schemas of the
                specification. **yes**: the specification lists this status for the operation, and the suite has seen it, valid. **–**: listed,
                and not seen; what local-tams does instead is in [local-tams.md](local-tams.md). Empty: not listed.

                | operation | 200 | 201 | 202 | 204 | 400 | 403 | 404 |
                |---|---|---|---|---|---|---|---|
                """);
        for (Specification.Operation operation : Specification.operations()) {
            text.append("| `").append(operation.name()).append("` |");
            Set<Integer> listed = operation.statuses();
            for (int status : STATUSES) {
                text.append(!listed.contains(status) ? "  |" : operation.seen().contains(status) ? " yes |" : " – |");
            }
            text.append('\n');
        }
        return text.append(summary()).toString();
    }

    private static String summary() {
        long spoken = Specification.operations().stream()
                .filter(operation -> operation.seen().stream().anyMatch(status -> status < 300))
                .count();
        return "\n" + spoken + " of " + Specification.operations().size() + " operations succeed.\n";
    }
}
