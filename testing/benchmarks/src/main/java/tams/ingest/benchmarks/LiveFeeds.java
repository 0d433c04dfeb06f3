package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Encoders at work: feeds {@code feed-1} and so on, each of which gets a chunk in its turn, at an even pace, under a
 * temporary name and renamed.
 *
 * @param warmUps chunks that are written first and not counted
 */
record LiveFeeds(Path drop, int feeds, int chunksASecond, int warmUps, int chunks) {

    /**
     * Writes them all.
     *
     * @param content of a feed's chunk, by its number within the feed
     * @return when each file that counts had its name, by path below the drop root
     */
    Map<String, Long> write(IntFunction<byte[]> content) throws IOException {
        Map<String, Long> finished = new ConcurrentHashMap<>();
        for (int feed = 1; feed <= feeds; feed++) {
            Files.createDirectories(drop.resolve("feed-" + feed));
        }
        long start = System.nanoTime();
        for (int i = 0; i < warmUps + chunks; i++) {
            String path = "feed-" + (i % feeds + 1) + "/live_" + i / feeds + ".ts";
            Path file = drop.resolve(path);
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / chunksASecond;
            LockSupport.parkNanos(due - System.nanoTime());
            Path growing = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), content.apply(i / feeds));
            Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
            if (i >= warmUps) {
                finished.put(path, System.nanoTime());
            }
        }
        return finished;
    }

    /** Prints how long after its name each file was heard of. */
    void print(String heard, Map<String, Long> finished, Map<String, Long> at) {
        List<Long> micros = new ArrayList<>();
        finished.forEach((path, named) -> {
            Long time = at.get(path);
            if (time != null) {
                micros.add((time - named) / 1_000);
            }
        });
        Collections.sort(micros);
        System.out.printf(
                "%,d chunks, %d a second: %s %,d, p50 %s ms, p99 %s ms%n",
                finished.size(), chunksASecond, heard, micros.size(), millis(micros, 50), millis(micros, 99));
    }

    private static String millis(List<Long> micros, int percent) {
        if (micros.isEmpty()) {
            return "-";
        }
        long value = micros.get((micros.size() * percent + 99) / 100 - 1);
        return value / 1_000 + "." + value % 1_000 / 100;
    }
}
