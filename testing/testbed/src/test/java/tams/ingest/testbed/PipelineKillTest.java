package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.TopicReader;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/**
 * Goal: whichever process is killed, wherever and whenever, each chunk's place in time is in the store exactly once, with
 * its bytes, and every file ends where the ledger says. Method: three services and three brokers as processes beside a real
 * store behind a front that fails; each cycle an encoder finishes a new feed's files while one of the six is killed, at a
 * named point or at any moment. The front's audit log, the store, the ledger and the folders have to agree in the end.
 */
class PipelineKillTest {

    /** Cycles that may be under way at once; a feed that hangs is found that many cycles later. */
    private static final int OPEN_MAX = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_FILES = Duration.ofMillis(250);
    private static final int PERMILLE = 300;

    /** Only kinds that last no longer than a pause of the registrar's. */
    private static final WrittenScript MENU = WrittenScript.parse("""
            allocate  1 refuse 503
            allocate  2 cut-after
            upload    1 cut-before
            upload    2 cut-after
            upload    3 truncate
            register  1 cut-before
            register  2 cut-after
            register  3 refuse 503
            register  4 late
            segments  1 refuse 502
            segments  2 half
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, List<Outcome>> ledger = new ConcurrentHashMap<>();
    private final List<DroppedFeed> feeds = new ArrayList<>();

    /** Three cycles in every build; {@code -Dkill.cycles=50} for more, some ten seconds each; {@code -Dkill.seed} for others. */
    @Test
    void everyChunkIsRegisteredOnceWhicheverProcessIsKilled() throws Exception {
        int cycles = Integer.getInteger("kill.cycles", 3);
        long seed = Long.getLong("kill.seed", 1);
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path table =
                Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: '~^cam-\\d+$', complete: rename}]\n");
        try (LocalTams behind = LocalTams.start(RecordedStore.config(folder.resolve("store")));
                FaultyFront front =
                        FaultyFront.before(behind, Personality.AWS, FaultScript.seeded(seed, PERMILLE, MENU));
                KilledPipeline pipeline =
                        KilledPipeline.start(folder, drop, table, front.url().toString());
                TopicReader<Outcome> lines =
                        TopicReader.follow(pipeline.settings(), Topics.OUTCOMES, "oracle", this::note)) {
            lines.caughtUp().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            try {
                run(cycles, seed, drop, pipeline);
                assertThatAllAgree(front, new StoreView(behind.url().toString()));
            } catch (AssertionError | ConditionTimeoutException e) {
                throw new AssertionError(
                        "kill.seed " + seed + ", killed " + pipeline.kills() + "; left: " + DroppedFeed.filesIn(drop)
                                + "; logs:\n" + pipeline.logs(),
                        e);
            }
            System.out.println("kills of " + cycles + " cycles: " + pipeline.kills() + "; faults of the store: "
                    + front.log().faults());
        }
    }

    private void note(String key, @Nullable Outcome line) {
        if (line != null) {
            ledger.computeIfAbsent(line.feed(), feed -> new CopyOnWriteArrayList<>())
                    .add(line);
        }
    }

    private void run(int cycles, long seed, Path drop, KilledPipeline pipeline) throws Exception {
        ExecutorService encoder = Executors.newSingleThreadExecutor();
        try {
            Random random = new Random(seed);
            for (int cycle = 1; cycle <= cycles; cycle++) {
                DroppedFeed feed = DroppedFeed.named("cam-" + cycle, drop);
                feeds.add(feed);
                Future<?> dropping = encoder.submit(() -> encode(feed));
                pipeline.killOne(random);
                dropping.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                await().atMost(PATIENCE).until(pipeline::brokersAreWhole);
                awaitTidy(cycle - OPEN_MAX);
            }
            awaitTidy(cycles);
        } finally {
            encoder.shutdownNow();
        }
    }

    private static void encode(DroppedFeed feed) {
        try {
            for (String name : feed.files().keySet()) {
                feed.drop(name);
                LockSupport.parkNanos(BETWEEN_FILES.toNanos());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitTidy(int upTo) {
        for (DroppedFeed feed : feeds.subList(0, Math.max(0, upTo))) {
            await(feed.id()).atMost(PATIENCE).until(feed::isTidy);
        }
    }

    private void assertThatAllAgree(FaultyFront front, StoreView store) throws IOException {
        for (DroppedFeed feed : feeds) {
            List<Outcome> lines = List.copyOf(ledger.getOrDefault(feed.id(), List.of()));
            feed.assertLedger(lines);
            feed.assertStored(lines, store);
            feed.assertFolders(true);
        }
        assertThatNoPlaceWasTakenTwice(front.log().taken());
        assertThat(front.log().faults()).as("faults that the store had").isNotEmpty();
    }

    /** The same object at the same place once more is a repetition that changes nothing; another object there is a double. */
    private static void assertThatNoPlaceWasTakenTwice(List<AuditLog.Taken> taken) {
        Map<String, Set<String>> objects = new HashMap<>();
        taken.forEach(one -> objects.computeIfAbsent(one.flow() + " " + one.timerange(), place -> new HashSet<>())
                .add(one.objectId()));
        assertThat(objects).allSatisfy((place, ids) -> assertThat(ids).as(place).hasSize(1));
    }
}
