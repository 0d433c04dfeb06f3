package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
            Map<String, Long> finished = write(bench.drop(), bytes);
            long deadline = System.nanoTime() + LAST_MAX.toNanos();
            while (!announced.keySet().containsAll(finished.keySet()) && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            print(bytes.length, finished, announced);
        }
    }

    /** Writes at an even pace; gives when each file had its name, without those that only warm up. */
    private static Map<String, Long> write(Path drop, byte[] bytes) throws IOException {
        Map<String, Long> finished = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        for (int i = 0; i < WARM_UPS + CHUNKS; i++) {
            String path = "feed-" + (i % LIVE_FEEDS + 1) + "/live_" + i + ".ts";
            Path file = drop.resolve(path);
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / CHUNKS_A_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            Path growing = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), bytes);
            Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
            if (i >= WARM_UPS) {
                finished.put(path, System.nanoTime());
            }
        }
        return finished;
    }

    private static void print(int bytes, Map<String, Long> finished, Map<String, Long> announced) {
        List<Long> micros = new ArrayList<>();
        finished.forEach((path, at) -> {
            Long event = announced.get(path);
            if (event != null) {
                micros.add((event - at) / 1_000);
            }
        });
        Collections.sort(micros);
        System.out.printf(
                "%,d chunks of %,d bytes, %d a second: announced %,d, p50 %s ms, p99 %s ms%n",
                finished.size(), bytes, CHUNKS_A_SECOND, micros.size(), millis(micros, 50), millis(micros, 99));
    }

    private static String millis(List<Long> micros, int percent) {
        if (micros.isEmpty()) {
            return "-";
        }
        long value = micros.get((micros.size() * percent + 99) / 100 - 1);
        return value / 1_000 + "." + value % 1_000 / 100;
    }
}
