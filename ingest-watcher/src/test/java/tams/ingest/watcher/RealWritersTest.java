package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tams.ingest.contracts.Feed.Complete.LIST;
import static tams.ingest.contracts.Feed.Complete.QUIET;
import static tams.ingest.contracts.Feed.Complete.RENAME;
import static tams.ingest.contracts.Feed.Complete.SUCCESSOR;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;

/**
 * W1. Goal: what a writer has finished is announced as it is at the end, once, and nothing else. Method: the writers
 * themselves, as processes, beside a watcher as it runs; at the end every file is compared with what was announced.
 */
@Timeout(60)
class RealWritersTest {

    private static final Duration QUIET_TIME = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int SECONDS = 4;

    /** Half a megabit in chunks of a second, in real time: one chunk is less than ffmpeg writes at once. */
    private static final List<String> ENCODER = List.of(
            "ffmpeg -v error -re -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine -c:v mpeg2video -b:v 500k -g 25 -c:a mp2 -t"
                    .split(" "));

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private final Feeds feeds = new Feeds(DropFixture.NAMESPACE);
    private final List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
    private final List<Process> writers = new ArrayList<>();
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        Ledger ledger = new Ledger();
        WatcherState state = new WatcherState(System::nanoTime);
        WatcherConfig config = new WatcherConfig(
                root,
                root.resolve("archive"),
                root.resolve("quarantine"),
                QUIET_TIME,
                Duration.ofMillis(100),
                Duration.ZERO,
                DropFixture.NAMESPACE);
        camel = IngestWatcher.camel(
                config,
                feeds,
                ledger,
                state,
                new ServiceContext(
                        Settings.load(null, Map.of(), Map.of()), new SimpleMeterRegistry(), Clock.systemUTC()),
                new CompletableFuture<>());
        state.tables(null);
        camel.addRoutes(new AnnounceRoute("direct:taken", new MeasureChunk(), ledger));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:taken")
                        .process(exchange -> taken.add(exchange.getMessage().getMandatoryBody(ChunkArrived.class)));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        writers.forEach(Process::destroyForcibly);
        camel.stop();
    }

    private Path feed(String id, Feed.Complete complete) throws IOException {
        Feed feed = DropFixture.feed(id, complete, Feed.After.KEEP);
        feeds.accept(id, new FeedDefined(id, 1, feed, DropFixture.NOW));
        return Files.createDirectory(root.resolve(id));
    }

    private Process write(Path folder, List<String> command) throws IOException {
        Process writer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        writers.add(writer);
        return writer;
    }

    private Process encode(Path folder, int seconds, String output) throws IOException {
        List<String> command = new ArrayList<>(ENCODER);
        command.add("" + seconds);
        command.addAll(List.of(output.split(" ")));
        return write(folder, command);
    }

    private static void assumeWorks(String... command) throws IOException, InterruptedException {
        assumeTrue(OtherProcess.works(command), command[0] + " is not installed");
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Every file is announced as it is now, and no name more than once. */
    private void assertTaken(Path folder, int least) throws IOException {
        List<Path> files = chunks(folder);
        assertThat(files).as(folder.toString()).hasSizeGreaterThanOrEqualTo(least);
        String prefix = folder.getFileName() + "/";
        await(folder.toString())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(of(prefix))
                        .extracting(chunk -> chunk.file().path())
                        .containsAll(files.stream()
                                .map(file -> prefix + file.getFileName())
                                .toList()));
        assertThat(of(prefix))
                .as("announcements of " + folder)
                .hasSize(files.size())
                .allSatisfy(chunk -> {
                    Path file = root.resolve(chunk.file().path());
                    assertThat(chunk.file().bytes()).as(file.toString()).isEqualTo(Files.size(file));
                    assertThat(chunk.file().sha256())
                            .isEqualTo(new ChunkReader().read(file).sha256());
                    assertThat(chunk.fault()).isNull();
                });
    }

    private List<ChunkArrived> of(String prefix) {
        return taken.stream()
                .filter(chunk -> chunk.file().path().startsWith(prefix))
                .toList();
    }

    /** Waits until the writers of both folders are within a chunk, of which something is there. */
    private static void awaitHalf(int least, Path one, Path other) {
        await().atMost(PATIENCE)
                .until(() -> Stream.of(chunks(one), chunks(other))
                        .allMatch(
                                files -> files.size() >= least && files.stream().allMatch(file -> size(file) > 0)));
    }

    private static List<Path> chunks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ts"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void takesWhatFfmpegFinishes() throws Exception {
        assumeWorks("ffmpeg", "-version");
        String segments = "-f segment -segment_time 1 ";
        String hls = "-f hls -hls_time 1 -hls_list_size 0 -hls_segment_filename ";
        Map<Path, String> outputs = Map.of(
                feed("segment-successor", SUCCESSOR), segments + "x_%03d.ts",
                feed("segment-quiet", QUIET), segments + "-segment_format_options flush_packets=1 x_%03d.ts",
                feed("segment-list", LIST), segments + "-segment_list list.csv -segment_list_type csv x_%03d.ts",
                feed("hls-rename", RENAME), hls + "x_%03d.ts -hls_flags temp_file index.m3u8",
                feed("hls-list", LIST), hls + "x_%03d.ts index.m3u8",
                feed("hls-second-level", LIST),
                        hls + "T_%%04d_%%08s_%%013t.ts -strftime 1 -hls_flags second_level_segment_index"
                                + "+second_level_segment_size+second_level_segment_duration index.m3u8");
        List<Process> all = new ArrayList<>();
        for (Map.Entry<Path, String> output : outputs.entrySet()) {
            all.add(encode(output.getKey(), SECONDS, output.getValue()));
        }

        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        for (Path folder : outputs.keySet()) {
            assertTaken(folder, SECONDS);
        }
    }

    /** The writer stands still for longer than the quiet time: only its list, or its rename, tells that a file is whole. */
    @Test
    void takesNothingOfAStalledWriterBeforeItsTime() throws Exception {
        assumeWorks("ffmpeg", "-version");
        Path listed = feed("stalled-list", LIST);
        Path renamed = feed("stalled-rename", RENAME);
        Path grown = feed("stalled-quiet", QUIET);
        // Flushed packet by packet, so that half a chunk lies there while the writer stands.
        String flushed = "-f segment -segment_format_options flush_packets=1 -segment_time 2 ";
        List<Process> all = List.of(
                encode(listed, SECONDS, flushed + "-segment_list list.csv -segment_list_type csv x_%03d.ts"),
                encode(renamed, SECONDS, "-f hls -hls_time 2 -hls_list_size 0 -hls_flags temp_file index.m3u8"),
                encode(grown, SECONDS, flushed + "x_%03d.ts"));
        awaitHalf(2, grown, listed);
        for (Process writer : all) {
            signal(writer, "STOP");
        }
        await().pollDelay(QUIET_TIME.multipliedBy(2))
                .atMost(PATIENCE)
                .until(() -> !of("stalled-quiet/").isEmpty());
        for (Process writer : all) {
            signal(writer, "CONT");
        }
        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        assertTaken(listed, 2);
        assertTaken(renamed, 2);
        // Only this policy can be deceived; then what came later makes the file another chunk.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(of("stalled-quiet/"))
                        .extracting(chunk -> chunk.file().bytes())
                        .containsAll(chunks(grown).stream()
                                .map(RealWritersTest::size)
                                .toList()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void leavesNothingBehindOfAWriterThatWasKilled() throws Exception {
        assumeWorks("ffmpeg", "-version");
        Path successor = feed("killed-successor", SUCCESSOR);
        Path listed = feed("killed-list", LIST);
        String flushed = "-f segment -segment_format_options flush_packets=1 -segment_time 1 ";
        List<Process> all = List.of(
                encode(successor, 30, flushed + "x_%03d.ts"),
                encode(listed, 30, flushed + "-segment_list list.csv -segment_list_type csv x_%03d.ts"));
        awaitHalf(3, successor, listed);
        for (Process writer : all) {
            signal(writer, "KILL");
            writer.waitFor();
        }

        assertTaken(successor, 3);
        assertTaken(listed, 3);
    }

    /** As scp does: in place, with pauses, the source's time set at the end. */
    @Test
    void takesASlowCopyInPlaceWhole() throws Exception {
        Path folder = feed("copied", QUIET);
        Path source = Files.write(
                elsewhere.resolve("source.ts"),
                Samples.class.getName().repeat(20_000).getBytes(StandardCharsets.UTF_8));
        Process copy = write(
                folder,
                List.of(
                        "sh",
                        "-c",
                        "for i in 0 1 2 3; do dd if=\"$0\" bs=200000 skip=$i count=1 >> x_1.ts; sleep 0.4; done;"
                                + " touch -r \"$0\" x_1.ts",
                        source.toString()));
        assertThat(copy.waitFor()).isZero();

        await().atMost(PATIENCE).until(() -> !of("copied/").isEmpty());

        assertThat(of("copied/"))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.file().bytes()).isEqualTo(size(folder.resolve("x_1.ts"))));
    }

    @Test
    void takesWhatRsyncDelivers() throws Exception {
        assumeWorks("rsync", "--version");
        assumeWorks("ffmpeg", "-version");
        Path folder = feed("synced", RENAME);
        Path source = Files.createDirectory(elsewhere.resolve("source"));
        assertThat(encode(source, 3, "-f segment -segment_time 1 x_%03d.ts").waitFor())
                .isZero();

        assertThat(write(folder, List.of("rsync", "-a", "--bwlimit=200", source + "/", folder + "/"))
                        .waitFor())
                .isZero();

        assertTaken(folder, 3);
    }

    @Test
    void takesWhatGStreamerFinishes() throws Exception {
        for (String element : List.of("x264enc", "mpegtsmux", "splitmuxsink", "hlssink2")) {
            assumeWorks("gst-inspect-1.0", "--exists", element);
        }
        Path split = feed("gst-split", SUCCESSOR);
        Path hls = feed("gst-hls", LIST);
        String source =
                "gst-launch-1.0 -q videotestsrc is-live=true num-buffers=100 ! video/x-raw,width=320,height=180,"
                        + "framerate=25/1 ! x264enc tune=zerolatency key-int-max=25 ! h264parse ! ";
        List<Process> all = List.of(
                write(
                        split,
                        List.of((source + "splitmuxsink muxer-factory=mpegtsmux max-size-time=1000000000"
                                        + " location=x_%05d.ts")
                                .split(" "))),
                write(
                        hls,
                        List.of((source + "hlssink2 target-duration=1 max-files=0 playlist-length=0"
                                        + " location=x_%05d.ts playlist-location=index.m3u8")
                                .split(" "))));
        for (Process writer : all) {
            assertThat(writer.waitFor()).isZero();
        }

        assertTaken(split, 3);
        assertTaken(hls, 3);
    }
}
