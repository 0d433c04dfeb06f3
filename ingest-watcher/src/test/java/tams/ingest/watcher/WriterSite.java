package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;

/** A watcher as it runs, over folders into which real writers write, and what it has announced. */
final class WriterSite implements AutoCloseable {

    static final Duration QUIET_TIME = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(25);
    /** Half a megabit in chunks of a second, in real time: one chunk is less than ffmpeg writes at once. */
    private static final List<String> ENCODER = List.of(
            "ffmpeg -v error -re -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine -c:v mpeg2video -b:v 500k -g 25 -c:a mp2 -t"
                    .split(" "));

    private final Path root;
    private final Feeds feeds = new Feeds(DropFixture.NAMESPACE);
    private final List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
    private final List<Process> writers = new ArrayList<>();
    private final CamelContext camel;

    WriterSite(Path root) throws Exception {
        this.root = root;
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

    /** Ends whatever still runs. */
    @Override
    public void close() {
        writers.forEach(Process::destroyForcibly);
        camel.stop();
    }

    Path feed(String id, Feed.Complete complete) throws IOException {
        Feed feed = DropFixture.feed(id, complete, Feed.After.KEEP);
        feeds.accept(id, new FeedDefined(id, 1, feed, DropFixture.NOW));
        return Files.createDirectory(root.resolve(id));
    }

    Process write(Path folder, List<String> command) throws IOException {
        Process writer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        writers.add(writer);
        return writer;
    }

    Process encode(Path folder, int seconds, String output) throws IOException {
        List<String> command = new ArrayList<>(ENCODER);
        command.add("" + seconds);
        command.addAll(List.of(output.split(" ")));
        return write(folder, command);
    }

    static void assumeWorks(String... command) throws IOException, InterruptedException {
        assumeTrue(OtherProcess.works(command), command[0] + " is not installed");
    }

    static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Every file is announced as it is now, and no name more than once. */
    void assertTaken(Path folder, int least) throws IOException {
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

    List<ChunkArrived> of(String prefix) {
        return taken.stream()
                .filter(chunk -> chunk.file().path().startsWith(prefix))
                .toList();
    }

    /** Waits until the writers of both folders are within a chunk, of which something is there. */
    static void awaitHalf(int least, Path one, Path other) {
        await().atMost(PATIENCE)
                .until(() -> Stream.of(chunks(one), chunks(other))
                        .allMatch(
                                files -> files.size() >= least && files.stream().allMatch(file -> size(file) > 0)));
    }

    static List<Path> chunks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ts"))
                    .sorted()
                    .toList();
        }
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
