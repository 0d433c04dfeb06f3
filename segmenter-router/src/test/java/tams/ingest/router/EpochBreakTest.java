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
import tams.ingest.contracts.Measurement.Part;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
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

    @Test
    void tellsARestartFromAnAlteredCopyByTheBytesTheyShare() {
        for (int i = 0; i < 10; i++) {
            run.plan(Chunks.beside(at("a" + i, 1L + i, 1 + 2L * i), Chunks.slices(i + 1, 8)));
        }
        ChunkArrived first = at("a0", 1L, 1);
        ChunkFile samelength = new ChunkFile(first.file().path(), first.file().bytes(), "f".repeat(64));
        ChunkArrived other = chunk(samelength, 1L, measurement(video(256, 90_000, 50, PAL)));

        assertThat(run.refuse(Chunks.beside(other, Chunks.slices(1, 6))).verdict())
                .isEqualTo(ChunkRefused.Verdict.CONFLICT);
        ChunkFile restarted = new ChunkFile(first.file().path(), first.file().bytes(), "e".repeat(64));
        assertThat(run.range(Chunks.beside(
                        chunk(restarted, 1L, measurement(video(256, 90_000, 50, PAL))), Chunks.slices(1, 1))))
                .isEqualTo("[20:0_22:0)");
        assertThat(breaks()).containsExactly("PTS_BACK [20:0]");
    }

    @Test
    void takesAnAlteredCopyUnderALaterNameForAConflict() {
        for (int i = 0; i < 6; i++) {
            run.plan(Chunks.beside(at("a" + i, 1L + i, 1 + 2L * i), Chunks.slices(i + 1, 8)));
        }

        ChunkRefused refused = run.refuse(Chunks.beside(at("copy", 99L, 5), Chunks.slices(3, 7)));

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(refused.timerange()).hasToString("[4:0_6:0)");
        assertThat(run.range(at("a6", 7L, 13))).isEqualTo("[12:0_14:0)");
    }

    @Test
    void losesNoChunkWhosePtsFallBackALittle() {
        play("a", 1, 10, 5);
        ChunkArrived back = chunk(file("b.ts", "b"), 6L, measurement(video(256, 20 * 90_000 - 27_000, 50, PAL)));

        assertThat(run.range(back)).isEqualTo("[10:0_12:0)");
        assertThat(breaks()).containsExactly("PTS_BACK [10:0]");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void goesOnWherePtsLeapAndTheNamesDoNot() {
        play("a", 1, 10, 5);

        assertThat(run.range(at("b", 6L, 60))).isEqualTo("[10:0_12:0)");
        assertThat(run.range(at("c", 7L, 62))).isEqualTo("[12:0_14:0)");
        assertThat(breaks()).containsExactly("PTS_JUMP [10:0]");
    }

    @Test
    void leavesAGapWhereAnEncoderLostAFewSecondsOfItsInput() {
        play("a", 1, 10, 5);

        assertThat(run.range(at("b", 6L, 25))).isEqualTo("[15:0_17:0)");
        assertThat(run.openGaps()).containsExactly("[10:0_15:0)");
        assertThat(breaks()).isEmpty();
    }

    @Test
    void believesAPlaylistThatSaysThatTimeBreaks() {
        play("a", 1, 10, 5);

        assertThat(run.range(Chunks.beside(at("b", 6L, 25), Chunks.discontinuity())))
                .isEqualTo("[10:0_12:0)");
        assertThat(breaks()).containsExactly("LISTED [10:0]");
    }

    @Test
    void needsNoBreakWhereAPlaylistSaysSoAndPtsGoOn() {
        play("a", 1, 10, 5);

        assertThat(run.range(Chunks.beside(at("b", 6L, 20), Chunks.discontinuity())))
                .isEqualTo("[10:0_12:0)");
        assertThat(breaks()).isEmpty();
    }

    @Test
    void playsASlateAgainWhereAPlaylistMarksEachRoundsStart() {
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < 3; i++) {
                ChunkArrived chunk = chunk(
                        file("slate" + round + i + ".ts", "slate " + i),
                        3L * round + i,
                        measurement(video(256, i * 180_000, 50, PAL)));
                run.plan(i == 0 && round > 0 ? Chunks.beside(chunk, Chunks.discontinuity()) : chunk);
            }
        }

        isUnbroken(9);
        assertThat(run.plans())
                .extracting(SegmentPlanned::sameAs)
                .filteredOn(job -> job != null)
                .hasSize(6);
        assertThat(run.plans().get(4).sameAs()).isEqualTo(run.plans().get(1).job());
        assertThat(run.plans().get(8).sameAs()).isEqualTo(run.plans().get(2).job());
    }

    @Test
    void placesWhatFollowsAChunkInWhichTimeBreaks() {
        play("a", 1, 100, 3);
        SegmentPlanned plan = run.plan(chunk(
                file("b.ts", "b"),
                4L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 106 * 90_000 + 24 * 3_600, 106 * 90_000, 107 * 90_000),
                        new Part(25, 1L, 3 * 90_000 + 24 * 3_600, 3 * 90_000, 4 * 90_000)))));
        run.plan(at("c", 5L, 4));

        assertThat(plan.segments())
                .extracting(segment -> segment.timerange() + " " + segment.tsOffset() + " " + segment.keyFrameCount())
                .containsExactly("[6:0_7:0) -100:0 1", "[7:0_8:0) 4:0 1");
        assertThat(plan.segments().get(0).objectTimerange()).hasToString("[3:0_107:0)");
        assertThat(plan.segments().get(1).objectTimerange()).isNull();
        assertThat(breaks()).containsExactly("INSIDE [7:0]");
        assertThat(run.ranges().get(run.ranges().size() - 1)).hasToString("[8:0_10:0)");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void placesAChunkInWhichTimeBreaksThoughTheNextCameFirst() {
        play("a", 1, 100, 3);
        run.plan(at("c", 5L, 4));
        run.plan(chunk(
                file("b.ts", "b"),
                4L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 106 * 90_000 + 24 * 3_600, 106 * 90_000, 107 * 90_000),
                        new Part(25, 1L, 3 * 90_000 + 24 * 3_600, 3 * 90_000, 4 * 90_000)))));
        run.plan(at("d", 6L, 6));

        assertThat(run.ranges())
                .extracting(TimeRange::toString)
                .containsExactly(
                        "[0:0_2:0)", "[2:0_4:0)", "[4:0_6:0)", "[6:0_7:0)", "[7:0_8:0)", "[8:0_10:0)", "[10:0_12:0)");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void refusesAChunkThatUsesTheSamePtsTwice() {
        ChunkRefused refused = run.refuse(chunk(
                file("b.ts", "b"),
                1L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 24 * 3_600, 0, 90_000), new Part(25, 1L, 24 * 3_600, 0, 90_000)))));

        assertThat(refused.cause()).isEqualTo("BREAK_INSIDE");
        assertThat(refused.reason()).contains("the same PTS twice");
    }
}
