package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;

/** Goal: everything BBC's examples say survives reading and writing. Method: read each, write it, compare as JSON. */
class SpecExamplesTest {

    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("deletion-request", DeleteRequest.class),
            Map.entry("flow-collection-", CollectedFlow.class),
            Map.entry("flow-get-200-", Flow.class),
            Map.entry("flow-put", Flow.class),
            Map.entry("flow-segment-post.json", SegmentPost.class),
            Map.entry("flow-segments-get-200", Segment.class),
            Map.entry("flow-storage-post-object_ids.json", StorageRequest.class),
            Map.entry("flow-storage-post.json", StorageRequest.class),
            Map.entry("flows-get-200", Flow.class),
            Map.entry("objects-get-200", TamsObject.class),
            Map.entry("objects-instances-uncontrolled-post.json", SegmentPost.ExternalUrl.class),
            Map.entry("profile-", Profile.class),
            Map.entry("profiles-get-200", Profile.class),
            Map.entry("service-get-200", Service.class),
            Map.entry("source-get-200-", Source.class),
            Map.entry("sources-get-200", Source.class),
            Map.entry("storage-backends-get-200", StorageBackend.class),
            Map.entry("webhook-", Webhook.class));

    /** Read by other tests: they are no record of their own. */
    private static final Set<String> ELSEWHERE = Set.of(
            "flow-segment-partial-failure.json",
            "flow-storage-post-201-wav.json",
            "flow-storage-post-201.json",
            "flow-tags-get-200.json",
            "objects-instances-controlled-post.json",
            "service-post.json");

    static Stream<String> examples() throws IOException {
        return Spec.names("examples")
                .filter(name -> RECORDS.keySet().stream().anyMatch(name::startsWith))
                .filter(name -> !ELSEWHERE.contains(name));
    }

    @Test
    void areAllKnown() throws IOException {
        Spec.assumePresent();

        assertThat(Spec.names("examples")
                        .filter(name -> !ELSEWHERE.contains(name)
                                && RECORDS.keySet().stream().noneMatch(name::startsWith)))
                .isEmpty();
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

        assertThat(examples()).hasSizeGreaterThan(45);
    }
}
