package tams.ingest.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** BBC's specification, in the folder {@code shared} beside the project where somebody put it there. */
final class Spec {

    private static final Path FOLDER = Path.of(System.getProperty("root.dir", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared/tams-spec");

    private Spec() {}

    static void assumePresent() {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "skipped: BBC's specification is not in " + FOLDER);
    }

    static Stream<String> names(String folder) throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    static Path file(String path) {
        return FOLDER.resolve(path);
    }

    /** Without what means the same when absent: no tags, no URLs, a fraction's denominator of 1. */
    static JsonNode plain(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (String field : List.of("tags", "get_urls", "referenced_by_flows")) {
                if (object.path(field).isContainerNode() && object.path(field).isEmpty()) {
                    object.remove(field);
                }
            }
            if (object.has("numerator") && object.path("denominator").asLong(1) == 1) {
                object.remove("denominator");
            }
            object.properties().forEach(field -> object.set(field.getKey(), number(field.getValue())));
        }
        json.forEach(Spec::plain);
        return json;
    }

    private static JsonNode number(JsonNode value) {
        return value.isIntegralNumber() ? LongNode.valueOf(value.asLong()) : value;
    }
}
