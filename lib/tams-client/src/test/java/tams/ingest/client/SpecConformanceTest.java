package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: what is sent is valid by BBC's schemas, and what BBC's examples answer is understood. */
@Timeout(60)
class SpecConformanceTest {

    private static final UUID MULTI = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000001");
    private static final UUID VIDEO = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000002");
    private static final UUID AUDIO = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000003");

    @BeforeEach
    void needsTheSpecification() {
        Spec.assumePresent();
    }

    static Stream<String> flowExamples() throws IOException {
        return Spec.names("examples").filter(name -> name.matches("flow-(get-200|put).*") && !name.contains("tags"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("flowExamples")
    void everyFlowThatWasReadCanBePutBack(String name) throws IOException {
        JsonNode example = Json.MAPPER.readTree(Files.readAllBytes(Spec.file("examples/" + name)));

        Flow flow = Json.MAPPER.treeToValue(example, Flow.class);

        SpecSchemas.assertValid("flow-put.json", MetadataCalls.writable(flow).toString());
    }

    static List<Flow> builtFlows() {
        UUID source = UUID.fromString("0f8e1c1e-0000-5000-8000-00000000000a");
        EssenceParameters picture = EssenceParameters.video(1280, 720, new Rational(30_000, 1_001));
        FlowBuilder video = Flow.builder(VIDEO, source, Format.VIDEO).codec("video/h264");
        return List.of(
                video.essenceParameters(picture.withAvc(new EssenceParameters.AvcParameters(100, 31, 0)))
                        .container("video/mp2t")
                        .avgBitRate(2_500L)
                        .maxBitRate(3_000L)
                        .segmentDuration(new Rational(6_006, 1_000))
                        .status("ingesting")
                        .build(),
                video.essenceParameters(EssenceParameters.video(1280, 720, null))
                        .build(),
                Flow.builder(AUDIO, source, Format.AUDIO)
                        .codec("audio/aac")
                        .essenceParameters(EssenceParameters.audio(48_000, 2))
                        .build(),
                Flow.builder(MULTI, source, Format.MULTI)
                        .container("video/mp2t")
                        .label("Camera 1")
                        .description("Main stage")
                        .readOnly(false)
                        .tag("genre", "live")
                        .tag("people", new TagValue(List.of("a", "b"), true))
                        .flowCollection(List.of(
                                CollectedFlow.ofPid(VIDEO, "video", 256), CollectedFlow.ofPid(AUDIO, "audio", 257)))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("builtFlows")
    void everyKindOfFlowThatAnIngestBuildsIsValid(Flow flow) {
        SpecSchemas.assertValid("flow-put.json", MetadataCalls.writable(flow).toString());
    }

    @Test
    void theSchemasWouldTell() {
        Flow incomplete = Flow.builder(VIDEO, MULTI, Format.VIDEO).build();

        assertThat(SpecSchemas.errors(
                        "flow-put.json", MetadataCalls.writable(incomplete).toString()))
                .isNotEmpty();
    }

    @Test
    void whatIsPostedIsValid() {
        SpecSchemas.assertValid(
                "flow-segment-post.json",
                Json.text(new SegmentPost(
                        "a/b",
                        TimeRange.parse("[-1:500000000_0:0)"),
                        Timestamp.parse("-95443:717688888"),
                        TimeRange.parse("[0:0_1:500000000)"),
                        Timestamp.parse("0:33366666"),
                        3)));
        SpecSchemas.assertValid("flow-storage-post.json", Json.text(StorageRequest.ofObjects(List.of("a", "b"))));
        SpecSchemas.assertValid(
                "flow-storage-post.json",
                Json.text(new StorageRequest(5, null, UUID.nameUUIDFromBytes(new byte[1]), true, "video/mp4")));
    }

    @Test
    void theExamplesOfListsAreUnderstood() throws IOException {
        try (ScriptedStore server = new ScriptedStore();
                HttpTamsStore store = server.client()) {
            server.answering(200, Files.readString(Spec.file("examples/storage-backends-get-200.json")))
                    .answering(200, Files.readString(Spec.file("examples/deletion-requests-get-200.json")))
                    .answering(200, Files.readString(Spec.file("examples/webhook-get-200-list.json")))
                    .answering(200, Files.readString(Spec.file("examples/profiles-get-200.json")))
                    .answering(200, Files.readString(Spec.file("examples/flow-tags-get-200.json")));

            assertThat(store.instance().storageBackends())
                    .extracting(StorageBackend::defaultStorage)
                    .containsExactly(true, null);
            assertThat(store.deletions().list())
                    .extracting(DeleteRequest::isFailed)
                    .containsExactly(false, false, true);
            assertThat(store.webhooks().list()).extracting(Webhook::status).containsExactly("started");
            assertThat(store.instance().profiles()).isNotEmpty();
            assertThat(store.flows().tags(VIDEO)).isNotEmpty();
        }
    }

    @Test
    void theExamplesOfAnswersAreUnderstood() throws IOException {
        try (ScriptedStore server = new ScriptedStore();
                HttpTamsStore store = server.client()) {
            server.answering(200, Files.readString(Spec.file("examples/service-get-200.json")))
                    .answering(201, Files.readString(Spec.file("examples/flow-storage-post-201.json")))
                    .answering(200, Files.readString(Spec.file("examples/flow-segment-partial-failure.json")));

            Service service = store.service();
            List<Allocation> allocations = store.allocate(VIDEO, StorageRequest.ofCount(10));
            List<SegmentPost> segments = Stream.of(
                            "76f6821b-f85b-4297-af65-dde6a25448a0", "d2a3f8d9-4b8c-4a0a-9d0d-3d3e3e3e3e3e", "fine")
                    .map(id -> new SegmentPost(id, TimeRange.parse("[0:0_10:0)"), null, null, null, null))
                    .toList();
            Registration registration = store.register(VIDEO, segments);

            assertThat(service.objectTimeout()).hasMinutes(10);
            assertThat(allocations).hasSizeGreaterThan(5).allSatisfy(allocation -> {
                assertThat(allocation.contentType()).isEqualTo("video/mp2t");
                assertThat(allocation.presigned()).isTrue();
                assertThat(allocation.toString()).doesNotContain("X-Amz");
            });
            assertThat(registration.failed()).hasSize(2);
            assertThat(registration.failed().get(0).words()).startsWith("Flow segment created failed");
        }
    }
}
