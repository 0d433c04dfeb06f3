package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/**
 * W17. Goal: two watchers on one folder are one. Method: both look, announce and tidy up at the same moment, again and
 * again, over one real folder; what they announce is counted by arrival, as the router does, and every byte is looked for.
 */
@Timeout(60)
class TwoWatchersTest {

    private static final int ROUNDS = 8;
    private static final int FILES = 12;

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Feed.After.class)
    void announceAChunkAsOneAndLoseNothing(Feed.After after) throws Exception {
        List<DropFixture> watchers = List.of(new DropFixture(root), new DropFixture(root));
        watchers.forEach(watcher -> watcher.mapBegun(DropFixture.feed("a", RENAME, after)));
        watchers.forEach(watcher -> watcher.mapBegun("bad", RENAME));
        ExecutorService threads = Executors.newFixedThreadPool(watchers.size());
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < FILES; i++) {
                    // The names come again, so that namesakes meet in the archive.
                    drop("a", "x_" + i + ".ts", round + " " + i);
                    drop("bad", "x_" + i + ".ts", "bad " + round + " " + i);
                }
                together(threads, watchers);
                List<ChunkArrived> announced = watchers.stream()
                        .flatMap(watcher -> watcher.sent.stream())
                        .filter(chunk ->
                                watchers.get(0).ledger.line(chunk.arrival()).isEmpty())
                        .toList();
                for (ChunkArrived chunk : announced) {
                    boolean isBad = chunk.feed().equals("bad");
                    watchers.forEach(watcher -> watcher.close(
                            chunk, isBad ? Outcome.State.POISON : Outcome.State.REGISTERED, isBad ? "NOT_TS" : null));
                }
                together(threads, watchers);
            }
        } finally {
            threads.shutdownNow();
        }

        Map<Object, Long> arrivals = watchers.stream()
                .flatMap(watcher -> watcher.sent.stream())
                .collect(Collectors.groupingBy(ChunkArrived::arrival, Collectors.counting()));
        assertThat(arrivals)
                .hasSize(2 * ROUNDS * FILES)
                .allSatisfy((arrival, times) -> assertThat(times).isLessThanOrEqualTo(2));
        List<String> quarantined = contents(root.resolve("quarantine/not_ts/bad"), ".ts");
        assertThat(quarantined).hasSize(ROUNDS * FILES).doesNotHaveDuplicates();
        assertThat(contents(root.resolve("quarantine/not_ts/bad"), ".reason.txt"))
                .hasSize(ROUNDS * FILES);
        if (after == Feed.After.ARCHIVE) {
            assertThat(contents(root.resolve("archive/2026-11-22/a"), ""))
                    .hasSize(ROUNDS * FILES)
                    .doesNotHaveDuplicates();
        }
        assertThat(contents(root.resolve("a"), "")).hasSize(after == Feed.After.KEEP ? FILES : 0);
    }

    private void drop(String folder, String name, String content) throws IOException {
        Path draft =
                Files.writeString(Files.createDirectories(root.resolve(folder)).resolve("." + name), content);
        Files.move(draft, draft.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void together(ExecutorService threads, List<DropFixture> watchers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(watchers.size());
        List<Callable<Void>> turns = watchers.stream()
                .<Callable<Void>>map(watcher -> () -> {
                    start.await();
                    watcher.pass(Duration.ofSeconds(1));
                    return null;
                })
                .toList();
        for (Future<Void> turn : threads.invokeAll(turns)) {
            turn.get();
        }
    }

    private static List<String> contents(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(TwoWatchersTest::content)
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
