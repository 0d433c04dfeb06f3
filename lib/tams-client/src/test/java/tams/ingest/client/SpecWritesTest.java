package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;

/** Goal: every body that goes out is valid by BBC's schema for it. Method: send each, look at what arrived. */
@Timeout(60)
class SpecWritesTest {

    private static final UUID MULTI = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000001");
    private static final UUID VIDEO = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000002");
    private static final UUID AUDIO = UUID.fromString("0f8e1c1e-0000-5000-8000-000000000003");

    @BeforeEach
    void needsTheSpecification() {
        Spec.assumePresent();
    }

    private static final StoreUrl URL = StoreUrl.of("https://h/o?s=1");

    /** A write, and the schema of its body. */
    private record Write(String schema, Consumer<TamsApi> call) {
        @Override
        public String toString() {
            return schema;
        }
    }

    private static Write write(String schema, Consumer<TamsApi> call) {
        return new Write(schema, call);
    }

    static Stream<Write> writes() throws IOException {
        Webhook webhook = Webhook.of(URL, List.of("flows/segments_added", "sources/deleted"));
        SegmentPost segment = Samples.post("o", "[0:0_1:0)");
        List<CollectedFlow> members =
                List.of(CollectedFlow.ofPid(VIDEO, "video", 256), CollectedFlow.of(AUDIO, "audio"));
        Write[] fixed = {
            write("service-post.json", api -> api.instance().describe("n", "d")),
            write("flow-collection.json", api -> api.flows().set(MULTI, FlowProperty.COLLECTION, members)),
            write(
                    "flow-storage-post.json",
                    api -> api.allocate(
                            VIDEO, StorageRequest.ofCount(3).at(AUDIO).presigned(true))),
            write(
                    "flow-storage-post.json",
                    api -> api.allocate(
                            VIDEO, StorageRequest.ofObjects(List.of("i")).ofType("video/mp4"))),
            write("flow-segment-post.json", api -> api.segments().register(VIDEO, segment)),
            write(
                    "flow-segment-post.json",
                    api -> api.segments()
                            .register(
                                    VIDEO,
                                    segment.after("init").at(List.of(new SegmentPost.ExternalUrl(URL, "elsewhere"))))),
            write("objects-instances-post.json", api -> api.objects().copyTo("o", VIDEO)),
            write("objects-instances-post.json", api -> api.objects().addUrl("o", URL, "l")),
            write("webhook-post.json", api -> api.webhooks().add(webhook, null)),
            write(
                    "webhook-post.json",
                    api -> api.webhooks()
                            .add(
                                    webhook.withApiKeyName("X-Key")
                                            .ofFlows(List.of(VIDEO))
                                            .withStatus("disabled"),
                                    new Secret("k"))),
        };
        return Stream.concat(Stream.of(fixed), examplesPutBack());
    }

    /** What was read is what is written: a Profile, a webhook. */
    private static Stream<Write> examplesPutBack() throws IOException {
        if (Spec.names("examples").findAny().isEmpty()) {
            return Stream.of();
        }
        Profile profile = Json.read(Files.readAllBytes(Spec.file("examples/profile-put.json")), Profile.class);
        Webhook hook = Json.read(Files.readAllBytes(Spec.file("examples/webhook-get-200.json")), Webhook.class);
        return Stream.of(
                write("profile.json", api -> api.instance().addProfile(profile)),
                write("webhook-put.json", api -> api.webhooks().replace(hook.withStatus("created"), new Secret("k"))));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyBodyThatGoesOutIsValid(Write write) throws IOException {
        try (ScriptedStore server = new ScriptedStore();
                HttpTamsStore store = server.client()) {
            server.answering(599, "");

            assertThat(Samples.failureOf(() -> write.call().accept(store)).status())
                    .isEqualTo(599);

            SpecSchemas.assertValid(write.schema(), server.last().body());
        }
    }
}
