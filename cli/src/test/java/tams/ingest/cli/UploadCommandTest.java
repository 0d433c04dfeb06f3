package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StorageRequest;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;
import tams.ingest.watcher.ChunkReader;

/** Goal: real chunks become segments at their exact times, once. Method: the bundled samples into a real store. */
class UploadCommandTest {

    private static final int CHUNKS = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path home;

    @SuppressWarnings("NullAway.Init")
    private static LocalTams store;

    @SuppressWarnings("NullAway.Init")
    private static Path config;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() {
        store = LocalTams.start(RecordedStore.config(home.resolve("store")));
        config = TamsRun.config(home, store.url());
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /** Names without leading zeros, and enough of them that text order is not the order of the numbers. */
    @BeforeEach
    void lay() throws IOException {
        List<String> names = Samples.chunks(Samples.CAMERA);
        for (int i = 0; i < CHUNKS; i++) {
            Files.write(folder.resolve("c" + (i + 5) + ".ts"), Samples.chunk(Samples.CAMERA, names.get(i)));
        }
    }

    private static TamsRun tams(Object... arguments) {
        return TamsRun.of(config, arguments);
    }

    /** A Flow that the camera's chunks fit into. */
    private String flow(String... more) {
        JsonNode video = video();
        List<Object> words = new ArrayList<>(List.of(
                "put-flow",
                "--format",
                "video",
                "--frame-size",
                video.path("width").asText() + "x" + video.path("height").asText(),
                "--frame-rate",
                video.path("frame_rate").asText()));
        words.addAll(List.of(more));
        TamsRun put = tams(words.toArray());
        assertThat(put.exitCode()).as(put.err()).isZero();
        return put.id();
    }

    private JsonNode video() {
        return probed("c5.ts");
    }

    private JsonNode probed(String name) {
        Probe probe = Probe.of(new ChunkReader(), folder.resolve(name), true);
        for (JsonNode stream : new TamsRun(0, probe.text(), "").document().path("streams")) {
            if (stream.path("type").asText().equals("video")) {
                return stream;
            }
        }
        throw new AssertionError("no video in " + probe.text());
    }

    private Object[] upload(String flow, Object... more) {
        List<Object> words = new ArrayList<>(List.of("upload", flow, "--json"));
        for (int i = CHUNKS + 4; i >= 5; i--) {
            words.add(folder.resolve("c" + i + ".ts"));
        }
        words.addAll(List.of(more));
        return words.toArray();
    }

    private static List<TimeRange> ranges(String flow) {
        List<TimeRange> ranges = new ArrayList<>();
        tams("segments", flow, "--json", "--no-urls")
                .document()
                .forEach(segment ->
                        ranges.add(TimeRange.parse(segment.path("timerange").asText())));
        return ranges;
    }

    private static void assertUnbroken(List<TimeRange> ranges) {
        assertThat(ranges).hasSize(CHUNKS);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
    }

    @Test
    void givesEachChunkTheTimeThatItsMediaSayAndGoesInTheOrderOfTheNumbers() {
        String flow = flow();

        TamsRun run = tams(upload(flow));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.document().path("uploaded").asInt()).isEqualTo(CHUNKS);
        assertThat(run.document().at("/files/0/file").asText()).endsWith("c5.ts");
        assertUnbroken(ranges(flow));
        JsonNode first = tams("segments", flow, "--json").document().get(0);
        assertThat(first.path("ts_offset").asText("0:0")).isEqualTo("0:0");
        assertThat(first.path("get_urls")).isNotEmpty();
        assertThat(Timestamp.ofTicks(video().path("start_ticks").asLong()))
                .isEqualTo(ranges(flow).get(0).start());
        assertThat(tams("objects", first.path("object_id").asText()).out()).contains(flow);
    }

    @Test
    void uploadsNothingTheSecondTimeAndOnlyWhatIsMissingAfterALoss() throws IOException {
        String flow = flow();
        tams(upload(flow));
        String second = ranges(flow).get(1).toString();

        JsonNode again = tams(upload(flow)).document();
        try (HttpTamsStore api = HttpTamsStore.open(store.url(), new Credentials.None())) {
            api.segments().delete(UUID.fromString(flow), TimeRange.parse(second));
        }
        JsonNode repaired = tams(upload(flow)).document();

        assertThat(again.path("present").asInt()).isEqualTo(CHUNKS);
        assertThat(repaired.path("present").asInt()).isEqualTo(CHUNKS - 1);
        assertThat(repaired.path("failed").asInt()).isZero();
        assertUnbroken(ranges(flow));
    }

    @Test
    void beginsWhereItIsToldAndAppendsOnceHoweverOftenItRuns() {
        String flow = flow();
        Object first = folder.resolve("c5.ts");
        Object next = folder.resolve("c6.ts");

        tams("upload", flow, first, "--start-at", "0:0");
        TamsRun appended = tams("upload", flow, next, "--start-at", "end");
        TamsRun again = tams("upload", flow, next, "--start-at", "end", "--json");

        assertThat(appended.exitCode()).as(appended.err() + appended.out()).isZero();
        assertThat(again.document().path("present").asInt()).isEqualTo(1);
        assertThat(ranges(flow)).hasSize(2);
        assertThat(ranges(flow).get(0).start()).isEqualTo(Timestamp.ZERO);
        assertThat(ranges(flow).get(1).start()).isEqualTo(ranges(flow).get(0).end());
        JsonNode segment = tams("segments", flow, "--json").document().get(0);
        assertThat(segment.path("ts_offset").asText()).startsWith("-");
    }

    @Test
    void keepsAGapThatTheMediaHaveAndPutsTheSameBytesElsewhereWithoutSendingThemAgain() {
        String flow = flow();
        Object first = folder.resolve("c5.ts");

        TamsRun holed = tams("upload", flow, first, folder.resolve("c7.ts"));
        TamsRun moved = tams("upload", flow, first, "--start-at", "1000:0", "--json");

        assertThat(holed.err()).contains("gap [").contains("before").contains("c7.ts");
        assertThat(ranges(flow).get(1).start())
                .isGreaterThan(ranges(flow).get(0).end());
        assertThat(moved.document().path("reused").asInt()).as(moved.out()).isEqualTo(1);
        assertThat(ranges(flow)).hasSize(3);
    }

    @Test
    void goesOnAfterAFileThatIsNoChunkAndSaysSoInItsLine() throws IOException {
        String flow = flow();
        Path text = Files.writeString(folder.resolve("c9.txt.ts"), "This is not a transport stream.");
        Files.copy(folder.resolve("c5.ts"), folder.resolve("c99.ts"));

        TamsRun run = tams(upload(flow, text, folder.resolve("none.ts"), folder.resolve("c99.ts")));

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.document().path("uploaded").asInt()).isEqualTo(CHUNKS);
        assertThat(run.document().path("failed").asInt()).isEqualTo(2);
        assertThat(run.document().path("duplicate").asInt()).isEqualTo(1);
        assertThat(run.out())
                .contains("NOT_TS")
                .contains("there is no such file")
                .contains("the same bytes as");
        assertUnbroken(ranges(flow));
    }

    @Test
    void refusesMediaThatTheFlowDoesNotDescribeAndFlowsWithoutAContainer() {
        String other = tams("put-flow", "--format", "video", "--frame-size", "16x16", "--frame-rate", "25")
                .id();
        String bare = flow("--no-container");

        TamsRun misfit = tams("upload", other, folder.resolve("c5.ts"));
        TamsRun uncontained = tams("upload", bare, folder.resolve("c5.ts"));

        assertThat(misfit.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(misfit.out()).contains("picture is 16x16");
        assertThat(ranges(other)).isEmpty();
        assertThat(uncontained.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(uncontained.err()).contains("has no container").contains("--container");
    }

    @Test
    void neverOverwritesWhatTheFlowHasAtThatTime() throws IOException {
        String flow = flow();
        TimeRange place = TimeRange.parse(tams("upload", flow, folder.resolve("c5.ts"), "--dry-run", "--json")
                .document()
                .at("/files/0/timeranges/0")
                .asText());
        store(flow, place, folder.resolve("c6.ts"));

        TamsRun run = tams("upload", flow, folder.resolve("c5.ts"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.out()).contains("other bytes at this time").contains("--start-at");
        assertThat(ranges(flow)).hasSize(1);
    }

    @Test
    void takesTheSameBytesUnderAnotherIdForWhatTheyAre() throws IOException {
        String flow = flow();
        TimeRange place = TimeRange.parse(tams("upload", flow, folder.resolve("c5.ts"), "--dry-run", "--json")
                .document()
                .at("/files/0/timeranges/0")
                .asText());
        store(flow, place, folder.resolve("c5.ts"));

        TamsRun run = tams("upload", flow, folder.resolve("c5.ts"), "--json");

        assertThat(run.document().path("present").asInt()).as(run.out()).isEqualTo(1);
    }

    @Test
    void asksForAnotherObjectWhereAnEarlierRunDiedBeforeItFilledTheFirst() throws IOException {
        String flow = flow();
        TamsRun lost = tams("upload", flow, folder.resolve("c5.ts"), "--json");
        String id = lost.document().at("/files/0/object_id").asText();
        String fresh = flow();
        try (HttpTamsStore api = HttpTamsStore.open(store.url(), new Credentials.None())) {
            UUID uuid = UUID.fromString(fresh);
            PlannedFile planned = PlannedFile.of(
                    folder.resolve("c5.ts"),
                    uuid,
                    new ChunkFile(
                            "c5.ts",
                            lost.document().at("/files/0/bytes").asLong(),
                            lost.document().at("/files/0/sha256").asText()),
                    List.of());
            api.allocate(uuid, StorageRequest.ofObjects(List.of(planned.objectId(0))));
        }

        TamsRun run = tams("upload", fresh, folder.resolve("c5.ts"), "--json");

        assertThat(id).endsWith("-g0");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.document().at("/files/0/object_id").asText()).endsWith("-g1");
    }

    private static void store(String flow, TimeRange place, Path file) throws IOException {
        try (HttpTamsStore api = HttpTamsStore.open(store.url(), new Credentials.None())) {
            UUID id = UUID.fromString(flow);
            var allocation = api.allocate(id, StorageRequest.ofObjects(List.of("shelf/" + id)))
                    .get(0);
            var unused = api.put(allocation, file.toRealPath());
            assertThat(api.register(id, List.of(new SegmentPost(allocation.objectId(), place, null, null, null, null)))
                            .isComplete())
                    .isTrue();
        }
    }
}
