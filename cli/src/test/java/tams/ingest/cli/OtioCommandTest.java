package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;

/** Goal: a timeline out of a store, cut, and into it again, without a byte of media. Method: a real store. */
class OtioCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static LocalTams store;

    @SuppressWarnings("NullAway.Init")
    private static Path config;

    private static UUID flow = new UUID(0, 0);

    @BeforeAll
    static void start() throws IOException {
        store = LocalTams.start(
                LocalTamsConfig.of(folder.resolve("store"), 0, 0).takingReferences(true));
        config = TamsRun.config(folder, store.url());
        TamsRun put = TamsRun.of(
                config,
                "put-flow",
                "--format",
                "video",
                "--frame-size",
                "1280x720",
                "--frame-rate",
                "25",
                "--label",
                "Cam");
        assertThat(put.exitCode()).as(put.err()).isZero();
        flow = UUID.fromString(put.id());
        for (String range : List.of("[100:0_102:0)", "[102:0_104:0)", "[106:0_108:1)")) {
            register(range);
        }
    }

    private static void register(String range) throws IOException {
        try (HttpTamsStore api = api()) {
            var allocation = api.allocate(flow, StorageRequest.ofObjects(List.of("o" + range.hashCode())))
                    .get(0);
            var unused = api.put(allocation, Files.writeString(folder.resolve("media"), range));
            TimeRange place = TimeRange.parse(range);
            assertThat(api.register(
                                    flow,
                                    List.of(new SegmentPost(
                                            allocation.objectId(),
                                            place,
                                            Timestamp.ofSeconds(90),
                                            null,
                                            Timestamp.ofNanos(40_000_000),
                                            null)))
                            .isComplete())
                    .isTrue();
        }
    }

    private static HttpTamsStore api() {
        return HttpTamsStore.open(store.url(), new Credentials.None());
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    private static List<Segment> segments(UUID id) {
        try (HttpTamsStore api = api()) {
            return api.segments(id, SegmentQuery.all());
        }
    }

    private static UUID rendered(TamsRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode answer = run.document();
        assertThat(answer.at("/flows/0/from_flow_id").asText()).isEqualTo(flow.toString());
        return UUID.fromString(answer.at("/flows/0/id").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "reference"})
    void rendersWhatItExported(String form) throws IOException {
        TamsRun export = TamsRun.command(config, "otio", "export", "--flow", flow, "--form", form);
        assertThat(export.exitCode()).as(export.err()).isZero();
        Path file = Files.writeString(folder.resolve(form + ".otio"), export.out());

        UUID copy = rendered(TamsRun.command(config, "otio", "render", file, "--label", form, "--json"));

        assertThat(segments(copy)).isEqualTo(segments(flow));
        assertThat(rendered(TamsRun.command(config, "otio", "render", file, "--label", form, "--json")))
                .isEqualTo(copy);
        UUID shown = rendered(TamsRun.command(
                config, "otio", "render", file, "--label", form + " shown", "--by-reference", "--json"));
        assertThat(segments(shown)).isEqualTo(segments(flow));
        try (HttpTamsStore api = api()) {
            assertThat(api.segments().references(copy)).isEmpty();
            assertThat(api.segments().references(shown)).hasSize(2);
        }
        JsonNode again = TamsRun.command(config, "otio", "export", "--flow", copy, "--form", form)
                .document();
        assertThat(again.at("/tracks/children/0/children").findValues("duration"))
                .isEqualTo(Json.MAPPER
                        .readTree(export.out())
                        .at("/tracks/children/0/children")
                        .findValues("duration"));
    }

    @Test
    void cutsWithinObjects() throws IOException {
        OtioTimeline timeline = new OtioTimeline(
                "cut",
                Timestamp.ZERO,
                List.of(new OtioTimeline.Track(
                        "v",
                        "Video",
                        List.of(
                                cut("101:0", "2:500000000"),
                                new OtioTimeline.Item("", "", Timestamp.ofSeconds(1), null),
                                cut("106:0", "2:1")))));
        Path file = Files.writeString(
                folder.resolve("cut.otio"), new OtioWriter(null).write(timeline).toString());

        UUID id = rendered(TamsRun.command(config, "otio", "render", file, "--json"));

        assertThat(segments(id))
                .extracting(segment -> segment.timerange() + " " + segment.tsOffset() + " " + segment.lastDuration())
                .containsExactly(
                        "[0:0_1:0) -11:0 0:40000000",
                        "[1:0_2:500000000) -11:0 null",
                        "[3:500000000_5:500000001) -12:500000000 0:40000000");
    }

    private static OtioTimeline.Item cut(String start, String length) {
        return new OtioTimeline.Item(
                "c", "", Timestamp.parse(length), new OtioTimeline.Media(null, flow, Timestamp.parse(start), null));
    }

    @Test
    void refusesAPartWithoutContentBeforeAnythingIsWritten() throws IOException {
        OtioTimeline timeline = new OtioTimeline(
                "none",
                Timestamp.ZERO,
                List.of(new OtioTimeline.Track("v", "Video", List.of(cut("101:0", "1:0"), cut("104:0", "1:0")))));
        Path file = Files.writeString(
                folder.resolve("none.otio"),
                new OtioWriter(null).write(timeline).toString());
        int before = TamsRun.of(config, "flows", "--json").document().size();

        TamsRun run = TamsRun.command(config, "otio", "render", file, "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err()).contains("tracks[0][1]", "has no content in [104:0_105:0)");
        assertThat(TamsRun.of(config, "flows", "--json").document()).hasSize(before);
    }

    @Test
    void saysThatASourceHasNoFlows() {
        TamsRun run = TamsRun.command(config, "otio", "export", "--source", "11111111-1111-4111-8111-111111111111");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err()).contains("has no Flows");
    }
}
