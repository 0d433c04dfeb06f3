package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.cli.WatcherlessPipeline;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.TopicReader;

/**
 * W3, W4, W5. Goal: wherever the watcher is killed, each chunk is registered once, no file is lost and nothing of ours is left behind.
 * Method: a process of its own beside a pipeline that runs on, stopped by a debugger at named points and killed there, once
 * or twice a round, then started again; the store, the ledger and the folders are compared with what was dropped.
 */
class WatcherKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a kill that has nothing to hit costs a round. */
    private static final Duration HIT_MAX = Duration.ofSeconds(8);

    private static final String TABLE = """
            feeds:
              - {id: '~^archive-\\d+$', complete: rename}
              - {id: '~^delete-\\d+$', complete: rename, after: delete}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, List<Outcome>> ledger = new ConcurrentHashMap<>();
    private final Map<String, Integer> hits = new TreeMap<>();

    /** Two rounds in every build, that kill at four points; {@code -Dkill.rounds=50} for more, some eight seconds each. */
    @Test
    void leavesFoldersAndLedgerInAgreementWhereverItIsKilled() throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path table = Files.writeString(folder.resolve("feeds.yaml"), TABLE);
        int rounds = Integer.getInteger("kill.rounds", 2);
        try (WatcherlessPipeline pipeline = WatcherlessPipeline.start(folder, drop, FeedFile.read(table));
                TopicReader<Outcome> lines =
                        TopicReader.follow(pipeline.settings(), Topics.OUTCOMES, "oracle", this::note)) {
            lines.caughtUp().join();
            Map<String, String> environment = new HashMap<>(pipeline.environment());
            environment.put("TAMS_INGEST_DROP_SCAN", "100ms");
            environment.put("TAMS_INGEST_DROP_GRACE", "100ms");
            for (int seed = 1; seed <= rounds; seed++) {
                round(seed, drop, environment, new StoreView(pipeline.storeUrl()));
            }
        }
        System.out.println("kills that hit their point, of " + rounds + " rounds: " + hits);
        assertThat(hits.values().stream().mapToInt(Integer::intValue).sum())
                .as("kills that hit their point")
                .isGreaterThanOrEqualTo(rounds);
    }

    private void note(String key, @Nullable Outcome line) {
        if (line == null) {
            return;
        }
        ledger.computeIfAbsent(line.feed(), feed -> new CopyOnWriteArrayList<>())
                .add(line);
    }

    private void round(int seed, Path drop, Map<String, String> environment, StoreView store) throws Exception {
        Random random = new Random(seed);
        boolean archives = seed % 3 != 0;
        DroppedFeed feed = DroppedFeed.named((archives ? "archive-" : "delete-") + seed, drop);
        List<CrashPoint> kills = kills(seed, archives, random);
        feed.appear(folder.resolve("staging"));
        for (CrashPoint point : kills) {
            int time = 1 + random.nextInt(2);
            if (ServiceProcess.killedAt(point, time, HIT_MAX, folder, environment)) {
                hits.merge(point.name(), 1, Integer::sum);
            }
        }
        try (ServiceProcess last = ServiceProcess.start("watcher", folder, environment)) {
            await().atMost(PATIENCE).until(feed::isTidy);
            List<Outcome> lines = List.copyOf(ledger.getOrDefault(feed.id(), List.of()));
            feed.assertLedger(lines);
            feed.assertStored(lines, store);
            feed.assertFolders(archives);
            assertThat(last.runs()).as("the watcher runs").isTrue();
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError(
                    "seed " + seed + ", killed " + kills + "; left: " + DroppedFeed.filesIn(drop) + "; log:\n"
                            + LocalProcess.tail(ServiceProcess.log("watcher", folder)),
                    e);
        }
    }

    /** Every point in turn, then one that a file comes to later, of those that the feed's files come to at all. */
    private static List<CrashPoint> kills(int seed, boolean archives, Random random) {
        String other = archives ? "delet" : "move";
        List<CrashPoint> met = CrashPoint.OF_WATCHER.stream()
                .filter(point -> !point.name().contains(other))
                .toList();
        int first = (5 * seed) % met.size();
        return List.of(met.get(first), met.get(first + random.nextInt(met.size() - first)));
    }
}
