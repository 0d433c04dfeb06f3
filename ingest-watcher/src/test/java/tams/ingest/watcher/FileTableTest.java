package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
     * Goal: a backlog of 100,000 files fits beside everything else. Method: the heap that is in use after collections,
     * with a folder of that many files that wait and without it; the least of several readings, so that what others leave
     * behind meanwhile counts against the folder at most.
     */
    @Test
    void takesAtMostTwoHundredBytesAName() {
        FolderRules rules = new FolderRules(
                new Completeness(DropFixture.QUIET, DropFixture.SCAN),
                new FirstChunk(DropFixture.SCAN),
                new Ledger(),
                new Playlists((path, why) -> {}, () -> 0),
                Duration.ZERO,
                (path, why) -> {});
        FeedFolder folder = new FeedFolder("camera-1", Path.of("camera-1"), FEED, rules, 0);
        long before = heapInUse();

        fill(folder, 0);
        fill(folder, Duration.ofDays(1).toNanos());
        for (int look = 2; look < 6; look++) {
            fill(folder, Duration.ofDays(look).toNanos());
        }

        long bytes = (heapInUse() - before) / BACKLOG;
        assertThat(folder.stock().backlog()).isEqualTo(BACKLOG);
        assertThat(folder.next(FolderTurns.Turn.BACKLOG, Duration.ofDays(9).toNanos()))
                .isNotNull();
        assertThat(bytes).isBetween(100L, (long) BYTES_A_NAME_MAX);
    }

    private static void fill(FeedFolder folder, long now) {
        folder.beginLook();
        for (int i = 0; i < BACKLOG; i++) {
            Object key = "key of " + i;
            folder.see(String.format("camera-1_%08d.ts", i), new FileStamp(1_000_000L + i, i, key.hashCode()), now);
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
