package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Outcome;

/** Goal: a full folder holds up nothing that comes live. Method: a clock of the test's own, on which announcing takes time. */
class BackfillTest {

    private static final Duration COST = Duration.ofMillis(20);
    private static final int BACKLOG = 200;
    private static final long RESTART = 1_000_000_007L;

    @TempDir
    Path root;

    private DropFixture full(String... live) throws IOException {
        DropFixture drop = new DropFixture(root);
        drop.mapBegun("full", RENAME);
        for (long i = 1; i <= BACKLOG; i++) {
            drop("full", i, 0);
        }
        for (String feed : live) {
            drop.mapBegun(feed, RENAME);
            Files.createDirectories(root.resolve(feed));
        }
        drop.cost = COST;
        drop.turn("full");
        assertThat(drop.sent)
                .extracting(ChunkArrived::feed)
                .containsOnly("full")
                .hasSizeBetween(1, 20);
        return drop;
    }

    private void drop(String feed, long sequence, long ticks) throws IOException {
        Path file = Files.createDirectories(root.resolve(feed)).resolve("x_" + sequence + ".ts");
        Files.write(file, PlainSound.at(ticks + sequence * PlainSound.TICKS, sequence));
    }

    @Test
    void takesWhatComesLiveElsewhereAtTheNextTurn() throws IOException {
        DropFixture drop = full("live");
        int before = drop.sent.size();
        drop("live", 1, 0);

        drop.turn("live");

        assertThat(drop.sent.get(before).feed()).isEqualTo("live");
    }

    @Test
    void givesTheBacklogAtMostEverySecondPlaceWhileOthersWait() throws IOException {
        DropFixture drop = full("live");
        for (long i = 1; i <= 40; i++) {
            drop("live", i, 0);
        }
        int before = drop.sent.size();

        for (int turn = 0; turn < 4; turn++) {
            drop.turn("live");
        }

        List<ChunkArrived> served = drop.sent.subList(before, before + 40);
        assertThat(served).filteredOn(chunk -> chunk.feed().equals("live")).hasSize(20);
        assertThat(served).filteredOn(chunk -> chunk.feed().equals("full")).hasSize(20);
    }

    @Test
    void takesWhatComesLiveInTheSameFolderBeforeTheBacklogOfAnUnbrokenStream() throws IOException {
        DropFixture drop = full();
        int before = drop.sent.size();
        drop("full", BACKLOG + 1, 0);
        drop("full", BACKLOG + 2, 0);

        drop.turn("full");
        drop.pass(Duration.ofMinutes(2));

        assertThat(sequences(drop, "full").subList(before, before + 4))
                .containsExactly(BACKLOG + 1L, before + 1L, BACKLOG + 2L, before + 2L);
        assertThat(sequences(drop, "full")).hasSize(BACKLOG + 2);
    }

    /** Times are made in the order of announcement: a chunk from behind a break that goes first takes others' place. */
    @Test
    void keepsTheOrderWhereTheStreamBreaksInBetween() throws IOException {
        DropFixture drop = full();
        drop("full", BACKLOG + 1, RESTART);

        drop.turn("full");
        drop.pass(Duration.ofMinutes(2));

        assertThat(sequences(drop, "full"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, BACKLOG + 1).boxed().toList());
    }

    @Test
    void asUrgentAsLiveIsABacklogThatLiveFilesOfItsFolderWaitFor() throws IOException {
        DropFixture drop = full("live");
        for (long i = 1; i <= 40; i++) {
            drop("live", i, 0);
        }
        drop("full", BACKLOG + 1, RESTART);
        drop.turn("full");
        int before = drop.sent.size();

        for (int turn = 0; turn < 2; turn++) {
            drop.turn("live");
        }

        assertThat(drop.sent.subList(before, drop.sent.size()))
                .filteredOn(chunk -> chunk.feed().equals("full"))
                .hasSizeGreaterThanOrEqualTo((drop.sent.size() - before) / 2);
    }

    @Test
    void leavesNoMoreOpenThanWouldHoldUpTheSameFeed() throws IOException {
        DropFixture drop = new DropFixture(root);
        drop.mapBegun("full", RENAME);
        int all = FolderTurns.OPEN_MAX + 30;
        for (long i = 1; i <= all; i++) {
            drop.drop("full", "x_" + i + ".ts", "content " + i);
        }
        for (int look = 0; look < 3; look++) {
            drop.pass(Duration.ZERO);
            drop.sent.forEach(chunk -> drop.close(chunk, Outcome.State.PENDING, null));
        }
        assertThat(drop.sent).hasSize(FolderTurns.OPEN_MAX);
        drop.drop("full", "y_" + (all + 1) + ".ts", "live");

        drop.sent.stream().limit(10).toList().forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));
        drop.pass(Duration.ofSeconds(2));

        assertThat(drop.sent).hasSize(FolderTurns.OPEN_MAX + 10);
    }

    @Test
    void showsHowFarItIsAndHowLongItTakesAtTheRateItHas() throws IOException {
        DropFixture drop = full();
        drop.cost = Duration.ZERO;
        drop.pass(Duration.ofSeconds(1));
        assertThat(files(drop, "done")).isZero();
        assertThat(files(drop, "left")).isEqualTo(BACKLOG);
        assertThat(drop.meters.find("tams.ingest.backfill.seconds.to.go").gauge())
                .as("nothing is known of the rate")
                .isNull();

        for (int i = 0; i < 20; i++) {
            drop.close(drop.sent.get(i), Outcome.State.REGISTERED, null);
            drop.pass(Duration.ZERO);
        }

        assertThat(files(drop, "done")).isEqualTo(20);
        assertThat(files(drop, "left")).isEqualTo(BACKLOG - 20);
        assertThat(drop.meters.get("tams.ingest.backfill.seconds.to.go").gauge().value())
                .as("one a second")
                .isBetween(180.0, 210.0);
        drop.sent.forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.meters.find("tams.ingest.backfill.files").gauge())
                .as("nothing is left")
                .isNull();
    }

    @ParameterizedTest(name = "{0} chunks on, {1} ticks off, {2} cycles of PTS: {3}")
    @CsvSource({
        "1, 0, 0, true",
        "-1, 0, 0, true",
        "1, 90000, 0, true",
        "1, 90001, 0, false",
        "1, -90001, 0, false",
        "7000, 0, 0, true",
        "7000, 0, 1, true",
        "7000, 1260000, 0, true",
        "7000, 1260001, 0, false",
        "21600, 0, 0, true",
        "21601, 0, 0, false",
        "9223372036854775807, 0, 0, false",
    })
    void tellsAnUnbrokenStreamByNamesAndPts(long apart, long off, int cycles, boolean isOfOneRun) {
        StreamMark mark = new StreamMark(100, 8_000_000_000L, 180_000);
        long start = mark.startTicks() + apart * mark.lengthTicks() + off - cycles * (1L << 33);
        StreamMark other = new StreamMark(100 + apart, start, 180_000);

        assertThat(mark.isOfOneRunWith(other)).isEqualTo(isOfOneRun);
    }

    private static double files(DropFixture drop, String state) {
        return drop.meters
                .get("tams.ingest.backfill.files")
                .tag("feed", "full")
                .tag("state", state)
                .gauge()
                .value();
    }

    /** In the order of their first announcement; the ledger has no line of them, so that they are announced again. */
    private static List<Long> sequences(DropFixture drop, String feed) {
        return drop.sent.stream()
                .filter(chunk -> chunk.feed().equals(feed))
                .map(ChunkArrived::sequence)
                .distinct()
                .toList();
    }
}
