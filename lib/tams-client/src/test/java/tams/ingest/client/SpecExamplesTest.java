package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;

/** Goal: everything BBC's examples say survives reading and writing. Method: read each, write it, compare as JSON. */
class SpecExamplesTest {

    private static final Map<String, Class<?>> RECORDS = Map.of(
            "flow-get-200-", Flow.class,
            "flow-put", Flow.class,
            "flow-segment-post.json", SegmentPost.class,
            "flow-segments-get-200", Segment.class,
            "flows-get-200", Flow.class,
            "objects-get-200", TamsObject.class,
            "service-get-200", Service.class,
            "source-get-200-", Source.class,
            "sources-get-200", Source.class);

    static Stream<String> examples() throws IOException {
        return Spec.names("examples")
                .filter(name -> RECORDS.keySet().stream().anyMatch(name::startsWith))
                .filter(name -> !name.contains("tags") || name.startsWith("source-get"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("examples")
    void areReadAndWrittenWithoutLoss(String name) throws IOException {
        JsonNode example = Json.MAPPER.readTree(Files.readAllBytes(Spec.file("examples/" + name)));
        Class<?> type = RECORDS.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();

        for (JsonNode item : example.isArray() ? example : List.of(example)) {
            Object read = Json.MAPPER.treeToValue(item, type);

            assertThat(Spec.plain(Json.MAPPER.valueToTree(read))).isEqualTo(Spec.plain(item));
        }
    }

    @Test
    void areThere() throws IOException {
        Spec.assumePresent();

        assertThat(examples()).hasSizeGreaterThan(25);
    }
}
