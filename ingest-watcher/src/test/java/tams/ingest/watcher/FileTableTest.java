package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Outcome;

class FileTableTest {

    private static final int BACKLOG = 100_000;
    private static final int BYTES_A_NAME_MAX = 200;
    private static final Claim FEED = Claim.none("camera-1");

    /** Goal: chaining loses nothing. Method: the same random work on a map of objects. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatAMapWouldHold(long seed) {
        Random random = new Random(seed);
        FileTable table = new FileTable();
        Map<String, TrackedFile> model = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            TrackedFile file = file("x_" + random.nextInt(2_000) + ".ts");
            if (model.putIfAbsent(file.name, file) == null) {
                table.add(file);
            }
            if (random.nextInt(100) == 0) {
                int odd = random.nextInt(7) + 1;
                table.removeIf(one -> one.name.hashCode() % 8 == odd);
                model.values().removeIf(one -> one.name.hashCode() % 8 == odd);
            }
            String asked = "x_" + random.nextInt(2_000) + ".ts";
            assertThat(table.get(asked)).isSameAs(model.get(asked));
        }

        List<TrackedFile> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(table.size()).isEqualTo(model.size());
    }

    /** Goal: files come out in order, whatever is taken out in between. Method: the same random work on a sorted set. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void waitInOrderWhateverIsTakenOut(long seed) {
        Random random = new Random(seed);
        ReadyFiles ready = new ReadyFiles();
        TreeSet<TrackedFile> model = new TreeSet<>(TrackedFile.ORDER);
        List<TrackedFile> files = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            TrackedFile file = file("x_" + i + ".ts");
            file.isBacklog = random.nextBoolean();
            files.add(file);
        }
        for (int step = 0; step < 10_000; step++) {
            TrackedFile file = files.get(random.nextInt(files.size()));
            TrackedFile lowest = ready.lowest();
            assertThat(lowest).isSameAs(model.isEmpty() ? null : model.first());
            if (random.nextInt(3) > 0 && model.add(file)) {
                ready.add(file, step);
            } else if (random.nextInt(4) == 0 && lowest != null) {
                model.remove(lowest);
                ready.remove(lowest);
                lowest.stage = TrackedFile.Stage.ANNOUNCED;
            } else if (model.remove(file)) {
                ready.remove(file);
                file.restart();
            }
        }
    }

    /**
     * W14. Goal: a backlog of 100,000 files fits beside everything else. Method: the heap that is in use after collections,
     * with a folder of that many files that wait and without it; the least of several readings, so that what others leave
     * behind meanwhile counts against the folder at most.
     */
    @Test
    void takesAtMostTwoHundredBytesAName() {
        FeedFolder folder = folder(new Ledger());
        long before = heapInUse();

        fillUntilWhole(folder);

        long bytes = (heapInUse() - before) / BACKLOG;
        assertThat(folder.stock().backlog()).isEqualTo(BACKLOG);
        assertThat(folder.next(FolderTurns.Turn.BACKLOG, Duration.ofDays(9).toNanos()))
                .isNotNull();
        assertThat(bytes).isBetween(100L, (long) BYTES_A_NAME_MAX);
    }

    /** The same for a folder without a feed, of which everything is announced, parked and stays; beside the ledger's lines. */
    @Test
    void takesNoMoreForNamesThatAreParked() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < BACKLOG; i++) {
            Outcome line = DropFixture.line(Samples.arrived(FEED.feed(), name(i)), Outcome.State.PARKED, "UNMAPPED");
            ledger.accept(line.key(), line);
        }
        FeedFolder folder = folder(ledger);
        long before = heapInUse();

        fillUntilWhole(folder);
        long now = Duration.ofDays(9).toNanos();
        TrackedFile file = folder.next(FolderTurns.Turn.BACKLOG, now);
        while (file != null) {
            UUID arrival = Samples.arrived(FEED.feed(), file.name).arrival();
            folder.settle(file, Verdict.of(Verdict.Kind.KNOWN, arrival), now, Duration.ZERO);
            file = folder.next(FolderTurns.Turn.BACKLOG, now);
        }
        fill(folder, now);

        long bytes = (heapInUse() - before) / BACKLOG;
        Map<TrackedFile.Stage, Integer> byStage = new EnumMap<>(TrackedFile.Stage.class);
        folder.stock().addTo(byStage);
        assertThat(byStage).containsOnly(Map.entry(TrackedFile.Stage.ANNOUNCED, BACKLOG));
        assertThat(bytes).isBetween(100L, (long) BYTES_A_NAME_MAX);
    }

    private static FeedFolder folder(Ledger ledger) {
        FolderRules rules = new FolderRules(
                new Completeness(DropFixture.QUIET, DropFixture.SCAN),
                new FirstChunk(DropFixture.SCAN),
                ledger,
                new Playlists((path, why) -> {}, () -> 0),
                Duration.ZERO,
                (path, why) -> {});
        return new FeedFolder(FEED.feed(), Path.of(FEED.feed()), FEED, rules, 0);
    }

    private static void fillUntilWhole(FeedFolder folder) {
        for (int look = 0; look < 6; look++) {
            fill(folder, Duration.ofDays(look).toNanos());
        }
    }

    private static String name(int number) {
        return String.format("camera-1_%08d.ts", number);
    }

    private static void fill(FeedFolder folder, long now) {
        folder.beginLook();
        for (int i = 0; i < BACKLOG; i++) {
            Object key = "key of " + i;
            folder.see(name(i), new FileStamp(1_000_000L + i, i, key.hashCode()), now);
        }
        folder.endLook(now, Clock.systemUTC().instant(), (file, arrival, line) -> Janitor.Result.FAILED);
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < 5; reading++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static TrackedFile file(String name) {
        return new TrackedFile(FEED.name(name), new FileStamp(1, 1, 1), 0);
    }
}
