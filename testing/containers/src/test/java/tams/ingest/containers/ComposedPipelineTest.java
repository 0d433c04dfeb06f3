package tams.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: the images do their work as docker-compose.yml runs them, without root and on a read-only root, and recover from
 * whatever happens to a container. Method: that file's services by Testcontainers, chunks dropped before, during and after
 * each fault; segments, times and bytes are looked at from outside, the ledger by the command line's image.
 */
class ComposedPipelineTest {

    private static final Duration RECOVERY_MAX = Duration.ofMinutes(2);
    private static final Duration FAULT = Duration.ofSeconds(5);
    private static final int CHUNKS = 3;
    private static final AtomicInteger FEEDS = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ComposedSite site;

    @SuppressWarnings("NullAway.Init")
    private static DropFolder drop;

    @SuppressWarnings("NullAway.Init")
    private static StoreOfSite store;

    @BeforeAll
    static void start() throws Exception {
        Images.requireEngine();
        Images.build();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        drop = DropFolder.in(folder);
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(feeds.resolve("feeds.yaml"), "feeds:\n  - {id: '~^cam-\\d+$', complete: rename}\n");
        site = new ComposedSite(Images.compose(drop.root()), feeds);
        store = new StoreOfSite(site);
        Duration took = ComposedSite.took(() -> {
            site.start();
            var unused = site.call("feeds", "apply", "/feeds/feeds.yaml");
        });
        System.out.println("all containers were healthy after " + took.toSeconds() + " s");
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    private static String newFeed() {
        return "cam-" + FEEDS.incrementAndGet();
    }

    /** So many chunks lie end to end in the store, with their bytes, and nothing is left in the folder. */
    private static void awaitRegistered(String feed, int chunks) throws Exception {
        try {
            await(feed)
                    .atMost(RECOVERY_MAX)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreException(IOException.class)
                    .until(() -> store.segments(feed).size() == chunks && drop.isTidy(feed));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(site.logs(), e);
        }
        List<JsonNode> segments = store.segments(feed);
        assertThat(segments)
                .extracting(segment -> segment.path("timerange").asText())
                .containsExactlyElementsOf(IntStream.range(0, chunks)
                        .mapToObj(i -> "[" + time(2 * i) + "_" + time(2 * i + 2) + ")")
                        .toList());
        for (int i = 0; i < chunks; i++) {
            assertThat(store.object(segments.get(i))).isEqualTo(DropFolder.chunk(i + 1));
        }
    }

    /** The samples last 2.002 s each. */
    private static String time(int seconds) {
        return seconds + ":" + seconds * 1_000_000;
    }

    @Test
    void registersWhatIsDroppedAndSaysSo() throws Exception {
        String feed = newFeed();
        drop.drop(feed, 1);
        drop.drop(feed, 3);
        drop.drop(feed, 2);
        awaitRegistered(feed, CHUNKS);

        assertThat(site.call("gaps", "--feed", feed, "--json").strip()).isEqualTo("[]");
        JsonNode rows =
                new ObjectMapper().readTree(site.call("status", "--json")).path("feeds");
        JsonNode row = Stream.iterate(0, i -> i + 1)
                .limit(rows.size())
                .map(rows::get)
                .filter(one -> one.path("id").asText().equals(feed))
                .findFirst()
                .orElseThrow();
        assertThat(row.path("registered").asInt()).isEqualTo(CHUNKS);
        assertThat(row.path("seen").asInt()).isEqualTo(CHUNKS);
    }

    /** AWS's own sample chunks, some of which are missing, where they lie beside the checkout. */
    @Test
    void registersRealChunksAndTellsTheirGaps() throws Exception {
        Path corpus = Images.ROOT.resolve("../shared/ts-corpus/aws-tams-samples/sample-scripts/segments");
        assumeThat(corpus).isDirectory();
        List<Path> chunks;
        try (Stream<Path> files = Files.list(corpus)) {
            chunks = files.filter(file -> file.toString().endsWith(".ts"))
                    .sorted()
                    .toList();
        }
        long holes = IntStream.range(1, chunks.size())
                .filter(i -> number(chunks.get(i)) != number(chunks.get(i - 1)) + 1)
                .count();
        String feed = newFeed();
        for (Path chunk : chunks) {
            drop.drop(feed, chunk);
        }
        await(feed)
                .atMost(RECOVERY_MAX)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> store.segments(feed).size() == chunks.size() && drop.isTidy(feed));

        List<JsonNode> segments = store.segments(feed);
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(store.object(segments.get(i))).isEqualTo(Files.readAllBytes(chunks.get(i)));
        }
        await(feed)
                .atMost(RECOVERY_MAX)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(new ObjectMapper().readTree(site.call("gaps", "--feed", feed, "--json")))
                                .hasSize((int) holes)
                                .allMatch(gap -> gap.path("kind").asText().equals("gap")));
    }

    private static int number(Path chunk) {
        return Integer.parseInt(chunk.getFileName().toString().replaceAll("\\D", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "local-tams", "watcher", "router", "registrar"})
    void runsWithoutRootOnAReadOnlyRoot(String service) {
        var inspected = site.inspect(service);

        assertThat(inspected.getConfig().getUser())
                .isNotEmpty()
                .isNotEqualTo("root")
                .isNotEqualTo("0");
        assertThat(inspected.getHostConfig().getReadonlyRootfs()).isTrue();
        assertThat(inspected.getHostConfig().getCapDrop()).hasSize(1);
        assertThat(inspected.getHostConfig().getSecurityOpts()).contains("no-new-privileges:true");
        assertThat(inspected.getHostConfig().getPrivileged()).isFalse();
    }

    /** A fault of a container. */
    private record Fault(String service, String kind) {

        void begin() {
            switch (kind) {
                case "paused" -> site.pause(service);
                case "killed" -> site.kill(service);
                case "cut off" -> site.disconnect(service);
                // Java is PID 1: it hears SIGTERM, and ends in time by itself.
                default -> assertThat(site.stop(service)).isIn(0L, 143L);
            }
        }

        void end() {
            switch (kind) {
                case "paused" -> site.unpause(service);
                case "cut off" -> site.connect(service);
                default -> site.startAgain(service);
            }
        }

        @Override
        public String toString() {
            return service + " " + kind;
        }
    }

    static Stream<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (String service : ComposedSite.RUNNING) {
            for (String kind : List.of("paused", "killed", "stopped")) {
                faults.add(new Fault(service, kind));
            }
        }
        for (String service : List.of("local-tams", "router", "registrar")) {
            faults.add(new Fault(service, "cut off"));
        }
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void recoversFrom(Fault fault) throws Exception {
        String feed = newFeed();
        drop.drop(feed, 1);
        fault.begin();
        drop.drop(feed, 2);
        LockSupport.parkNanos(FAULT.toNanos());
        fault.end();
        drop.drop(feed, 3);

        awaitRegistered(feed, CHUNKS);
    }
}
