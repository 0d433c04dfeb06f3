package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.TopicReader;

/**
 * Prints what a watcher costs while nothing happens, and how soon a finished file is announced. Run it from the project
 * root, on a machine with nothing else to do.
 *
 * <p>A file is finished when it has its name. It counts as announced when a reader of the topic has its event, which is a
 * little after the broker has acknowledged it.
 */
public final class PrintWatcherCost {

    private static final int IDLE_FEEDS = 1_000;
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final int LIVE_FEEDS = 50;
    private static final int CHUNKS_A_SECOND = 100;
    private static final int WARM_UPS = 1_000;
    private static final int CHUNKS = 3_000;
    private static final Duration LAST_MAX = Duration.ofSeconds(30);

    private PrintWatcherCost() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("watcher-cost");
        try (WatcherBench bench = WatcherBench.start(folder)) {
            bench.applyFeeds();
            idle(bench);
            announce(bench, Clip.of(Clip.FOLDER, 4, 2));
        }
        Processes.remove(folder);
    }

    private static void idle(WatcherBench bench) throws IOException, InterruptedException {
        for (int feed = 1; feed <= IDLE_FEEDS; feed++) {
            Files.createDirectories(bench.drop().resolve("feed-" + feed));
        }
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        long perMille = Processes.perMilleOfACore(bench.watcher(), IDLE);
        System.out.printf(
                "%,d idle feeds: %d.%d %% of a core, %d MiB of heap in use%n",
                IDLE_FEEDS, perMille / 10, perMille % 10, Processes.heapInUse(bench.watcher()) >> 20);
    }

    private static void announce(WatcherBench bench, Path clip) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(clip);
        Map<String, Long> announced = new ConcurrentHashMap<>();
        try (TopicReader<ChunkArrived> events =
                TopicReader.followFromNow(bench.settings(), Topics.CHUNKS, "bench", (feed, event) -> {
                    if (event != null) {
                        announced.putIfAbsent(event.file().path(), System.nanoTime());
                    }
                })) {
            events.caughtUp().join();
            LiveFeeds live = new LiveFeeds(bench.drop(), LIVE_FEEDS, CHUNKS_A_SECOND, WARM_UPS, CHUNKS);
            Map<String, Long> finished = live.write(any -> bytes);
            long deadline = System.nanoTime() + LAST_MAX.toNanos();
            while (!announced.keySet().containsAll(finished.keySet()) && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            live.print("announced", finished, announced);
        }
    }
}
