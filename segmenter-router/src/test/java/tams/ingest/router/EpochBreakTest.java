package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.settings;
import static tams.ingest.router.Chunks.video;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.DiscontinuityDetected;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;

/** 2 s chunks of 25 fps; {@code second} is the chunk's own PTS in seconds. */
class EpochBreakTest {

    private static final Rational PAL = Rational.of(3_600);

    private final TimelineRun run = new TimelineRun();

    private static ChunkArrived at(String name, @Nullable Long sequence, long second) {
        return chunk(file(name + ".ts", name), sequence, measurement(video(256, second * 90_000, 50, PAL)));
    }

    private void play(String session, long firstSequence, long firstSecond, int count) {
        for (int i = 0; i < count; i++) {
            run.plan(at(session + i, firstSequence + i, firstSecond + 2L * i));
        }
    }

    private List<String> breaks() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof DiscontinuityDetected)
                .map(gap -> ((DiscontinuityDetected) gap).cause() + " " + gap.timerange())
                .toList();
    }

    private void isUnbroken(int chunks) {
        List<TimeRange> ranges = run.ranges();
        assertThat(ranges).hasSize(chunks);
        for (int i = 1; i < chunks; i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void goesOnAtThePreviousEndWhenAnEncoderRestartsAndTheNamesGoOn() {
        play("a", 1, 100, 10);
        play("b", 11, 1, 10);

        isUnbroken(20);
        assertThat(breaks()).containsExactly("PTS_BACK [20:0]");
    }

    @Test
    void goesOnAtThePreviousEndWhenTheNamesStartAgainToo() {
        play("a", 1, 1, 10);
        play("b", 1, 1, 10);
        play("c", 1, 1, 10);

        isUnbroken(30);
        assertThat(breaks()).containsExactly("PTS_BACK [20:0]", "PTS_BACK [40:0]");
    }

    @Test
    void goesOnAtThePreviousEndWithoutAnySequence() {
        for (int i = 0; i < 6; i++) {
            run.plan(at("a" + i, null, 10 + 2L * i));
        }
        for (int i = 0; i < 6; i++) {
            run.plan(at("b" + i, null, 10 + 2L * i));
        }

        isUnbroken(12);
    }

    @Test
    void leavesRoomForTheChunksThatTheNamesSayAreMissing() {
        play("a", 1, 100, 3);
        run.plan(at("b", 6L, 1));

        assertThat(run.openGaps()).containsExactly("[6:0_10:0)");
        assertThat(breaks()).containsExactly("PTS_BACK [10:0]");
    }

    @Test
    void placesChunksThatAllStartAtTheSamePtsOneAfterTheOther() {
        for (long i = 1; i <= 5; i++) {
            run.plan(at("reset" + i, i, 1));
        }

        isUnbroken(5);
    }

    @Test
    void placesAChunkThatARestartOvertookInItsOwnEpoch() {
        play("a", 1, 100, 4);
        run.plan(at("a5", 6L, 110));
        play("b", 7, 1, 2);
        assertThat(run.range(at("a4", 5L, 108))).isEqualTo("[8:0_10:0)");
        play("c", 9, 5, 2);

        isUnbroken(10);
        assertThat(breaks()).containsExactly("PTS_BACK [12:0]");
    }

    @Test
    void doesNotBelieveInAGapOfHoursThatTheNamesDoNotShow() {
        play("a", 1, 0, 3);
        run.plan(at("b", 4L, 20_000));

        isUnbroken(4);
        assertThat(breaks()).containsExactly("PTS_JUMP [6:0]");
    }

    @Test
    void believesInAGapOfHoursThatTheNamesConfirm() {
        play("a", 1, 0, 3);
        run.plan(at("b", 1L + 10_000, 20_000));

        assertThat(breaks()).isEmpty();
        assertThat(run.openGaps()).containsExactly("[6:0_20000:0)");
    }

    @Test
    void countsOnAcrossTheWrapOfPts() {
        long wrap = Span.CYCLE;
        for (int i = 0; i < 4; i++) {
            long start = Math.floorMod(wrap - 360_000 + i * 180_000L, wrap);
            run.plan(chunk(file(i + ".ts", "w" + i), (long) i, measurement(video(256, start, 50, PAL))));
        }

        isUnbroken(4);
        assertThat(breaks()).isEmpty();
    }

    @Test
    void takesTheFirstChunkAlteredInPlaceForAConflict() {
        play("a", 1, 1, 10);
        ChunkArrived first = at("a0", 1L, 1);
        ChunkFile altered = new ChunkFile(first.file().path(), first.file().bytes(), "f".repeat(64));

        ChunkRefused refused = run.refuse(chunk(altered, 1L, measurement(video(256, 90_000, 50, PAL))));

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
    }

    @Test
    void givesALoopingSlateANewPlaceEachTime() {
        Feed looping = Chunks.feed(Feed.Timeline.Origin.ZERO, Feed.EssenceChoice.AUTO, true);
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < 3; i++) {
                run.plan(chunk(
                        file("slate" + round + i + ".ts", "slate " + i),
                        null,
                        measurement(video(256, i * 180_000, 50, PAL)),
                        settings(looping)));
            }
        }

        isUnbroken(9);
        assertThat(breaks()).containsExactly("LOOP [6:0]", "LOOP [12:0]");
        assertThat(run.gaps).noneMatch(gap -> gap instanceof GapEvent.OverlapDetected);
    }
}
