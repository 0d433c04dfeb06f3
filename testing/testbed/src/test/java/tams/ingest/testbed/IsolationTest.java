package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.TopicReader;

/**
 * ISOL (I6). Goal: feeds that go wrong in every way leave the delay of the others as it was. Method: the pipeline of real
 * processes; the delay from a finished file to its registration is measured of healthy feeds without and beside a feed whose
 * files are no chunks, one whose Flow is read-only, a folder that no feed claims and a file that grows and grows.
 */
@Timeout(240)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
class IsolationTest {

    private static final int HEALTHY = 24;

    private static final Duration BETWEEN_FILES = Duration.ofMillis(150);

    private static final long TROUBLE_EVERY_MS = 250;

    /** How much more p99 may be beside them: the machine is shared, and a feed that waited for one of them would wait for seconds. */
    private static final int FACTOR = 3;

    private static final Duration SLACK = Duration.ofSeconds(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, Long> registered = new ConcurrentHashMap<>();
    private final Map<String, Integer> troubled = new ConcurrentHashMap<>();

    private void note(String key, @Nullable Outcome line) {
        if (line != null && line.state() == Outcome.State.REGISTERED) {
            registered.putIfAbsent(
                    line.feed() + "/" + Path.of(line.file().path()).getFileName(), System.nanoTime());
        }
        if (line != null && !line.feed().startsWith("cam-")) {
            troubled.merge(line.feed(), 1, Integer::sum);
        }
    }

    @Test
    void feedsThatGoWrongDelayNoOther() throws Exception {
        String bad = """
                  - {id: no-chunks, complete: rename}
                  - {id: read-only, complete: rename}
                  - {id: grows, complete: quiet}
                """;
        try (PipelineSite site = PipelineSite.start(folder, FaultScript.NONE, bad, Map.of());
                TopicReader<Outcome> lines =
                        TopicReader.follow(site.pipeline().settings(), Topics.OUTCOMES, "delays", this::note)) {
            lines.caughtUp().get(PipelineSite.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            lockAFlow(site);
            measure(site);
            Delays alone = measure(site);
            Delays beside = besideTrouble(site);

            System.out.println("of " + HEALTHY + " healthy feeds alone: " + alone + "; beside trouble " + troubled
                    + ": " + beside);
            assertThat(troubled.keySet()).containsExactlyInAnyOrder("no-chunks", "read-only", "nobodys");
            assertThat(beside.p99()).isLessThan(alone.p99().multipliedBy(FACTOR).plus(SLACK));
            site.assertThatAllAgree();
        }
    }

    /** The first chunk makes the Flow; from then on nothing may be written to it. */
    private void lockAFlow(PipelineSite site) throws Exception {
        finish(site.drop().resolve("read-only"), "camera-1_001.ts", Samples.camera(1));
        await().atMost(PipelineSite.PATIENCE).until(() -> registered.containsKey("read-only/camera-1_001.ts"));
        String flow = site.store().flows().get(0).path("id").asText();
        HttpRequest lock = HttpRequest.newBuilder(URI.create(site.front().url() + "/flows/" + flow + "/read_only"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("true"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(lock, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
        troubled.clear();
    }

    private static void finish(Path feed, String name, byte[] bytes) throws Exception {
        Files.createDirectories(feed);
        Path growing = Files.write(feed.resolve(name + ".tmp"), bytes);
        Files.move(growing, feed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Delays besideTrouble(PipelineSite site) throws Exception {
        ScheduledExecutorService troublemaker = Executors.newSingleThreadScheduledExecutor();
        try {
            int[] count = {0};
            var unused = troublemaker.scheduleAtFixedRate(
                    () -> makeTrouble(site.drop(), count[0]++), 0, TROUBLE_EVERY_MS, TimeUnit.MILLISECONDS);
            await().atMost(PipelineSite.PATIENCE).until(() -> troubled.size() == 3);
            return measure(site);
        } finally {
            troublemaker.shutdownNow();
        }
    }

    private static void makeTrouble(Path drop, int number) {
        try {
            String name = String.format("camera-1_%05d.ts", number);
            byte[] none = ("no media at all: " + number).getBytes(StandardCharsets.UTF_8);
            finish(drop.resolve("no-chunks"), name, none);
            finish(drop.resolve("nobodys"), name, none);
            if (number < 7) {
                finish(drop.resolve("read-only"), "camera-1_00" + (number + 2) + ".ts", Samples.camera(number + 2));
            }
            Path grows = Files.createDirectories(drop.resolve("grows")).resolve("endless.ts");
            Files.write(grows, Samples.camera(1), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (Exception e) {
            throw new IllegalStateException("no trouble can be made", e);
        }
    }

    /** Healthy feeds finish their files in turn; how long each took. */
    private Delays measure(PipelineSite site) throws Exception {
        List<DroppedFeed> feeds = new ArrayList<>();
        for (int i = 0; i < HEALTHY; i++) {
            feeds.add(site.newFeed());
        }
        Map<String, Long> finished = new TreeMap<>();
        for (String name : feeds.get(0).files().keySet()) {
            for (DroppedFeed feed : feeds) {
                feed.drop(name);
                finished.put(feed.id() + "/" + name, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(BETWEEN_FILES.toNanos());
            }
        }
        site.awaitAllTidy();
        List<Duration> delays = new ArrayList<>();
        finished.forEach((file, at) -> {
            Long seen = registered.get(file);
            if (seen != null) {
                delays.add(Duration.ofNanos(seen - at));
            }
        });
        assertThat(delays).hasSize(HEALTHY * DroppedFeed.CHUNKS);
        return new Delays(delays.stream().sorted().toList());
    }

    /** Sorted. */
    private record Delays(List<Duration> sorted) {

        Duration p50() {
            return sorted.get(sorted.size() / 2);
        }

        Duration p99() {
            return sorted.get(sorted.size() * 99 / 100);
        }

        @Override
        public String toString() {
            return "p50 " + p50().toMillis() + " ms, p99 " + p99().toMillis() + " ms";
        }
    }
}
