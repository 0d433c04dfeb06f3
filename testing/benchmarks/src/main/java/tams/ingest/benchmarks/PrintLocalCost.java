package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints what the all-in-one costs while nothing happens: with feeds that never had a chunk, and after one in each. Run it
 * from the project root, on a machine with nothing else to do.
 */
public final class PrintLocalCost {

    private static final int FEEDS = 1_000;
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration REGISTERED_MAX = Duration.ofMinutes(5);

    private PrintLocalCost() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("local-cost");
        Path drop = folder.resolve("drop");
        for (int feed = 1; feed <= FEEDS; feed++) {
            Files.createDirectories(drop.resolve("feed-" + feed));
        }
        String lines = IntStream.rangeClosed(1, FEEDS)
                .mapToObj(feed -> "  - {id: feed-" + feed + ", complete: rename}\n")
                .collect(Collectors.joining());
        Path table = Files.writeString(folder.resolve("feeds.yaml"), "feeds:\n" + lines);
        try (Processes processes = new Processes(folder)) {
            Process local = processes.local(drop, Processes.freePort(), List.of("--feeds", table.toString()));
            print("that never had a chunk", local);
            register(drop, Clip.of(Clip.FOLDER, 1, 2));
            print("with one registered chunk each", local);
        }
        Processes.remove(folder);
    }

    private static void print(String feeds, Process local) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        long perMille = Processes.perMilleOfACore(local, IDLE);
        System.out.printf(
                "%,d idle feeds %s: %d.%d %% of a core, %d MiB of heap in use%n",
                FEEDS, feeds, perMille / 10, perMille % 10, Processes.heapInUse(local) >> 20);
    }

    /** Gives each feed a chunk and waits until all of them have left their folders, as they do once registered. */
    private static void register(Path drop, Path clip) throws IOException, InterruptedException {
        for (int feed = 1; feed <= FEEDS; feed++) {
            Path growing = Files.copy(clip, drop.resolve("feed-" + feed + "/x_1.ts.tmp"));
            Files.move(growing, drop.resolve("feed-" + feed + "/x_1.ts"), StandardCopyOption.ATOMIC_MOVE);
        }
        long start = System.nanoTime();
        while (hasChunks(drop)) {
            if (System.nanoTime() - start > REGISTERED_MAX.toNanos()) {
                throw new IOException("not all chunks were registered within " + REGISTERED_MAX);
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static boolean hasChunks(Path drop) throws IOException {
        for (int feed = 1; feed <= FEEDS; feed++) {
            try (Stream<Path> files = Files.list(drop.resolve("feed-" + feed))) {
                if (files.findAny().isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
