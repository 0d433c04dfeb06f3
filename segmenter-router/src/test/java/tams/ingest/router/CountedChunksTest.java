package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.AAC_44;
import static tams.ingest.router.Chunks.adts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Where chunks lie whose PTS say nothing about their order: plain audio files, and files that all start alike. */
class CountedChunksTest {

    private final TimelineRun run = new TimelineRun();

    private static String frames(long from, long to) {
        return TimeRange.between(Timestamp.ofTicks(AAC_44.times(from)), Timestamp.ofTicks(AAC_44.times(to)))
                .toString();
    }

    private static ChunkArrived adts(long number, long frames) {
        return Chunks.adts(number, frames, "adts " + number);
    }

    private static ChunkArrived reset(long number, String content) {
        return Chunks.chunk(
                Chunks.file(content.replace(' ', '_') + ".ts", content),
                number,
                Chunks.measurement(Chunks.video(256, 126_000, 50, Chunks.PAL)));
    }

    private List<String> causes() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof GapEvent.DiscontinuityDetected)
                .map(gap -> ((GapEvent.DiscontinuityDetected) gap).cause())
                .toList();
    }

    @Test
    void countsSamplesWhereNoPtsTellTheTime() {
        assertThat(run.range(adts(1, 431))).isEqualTo(frames(0, 431));
        assertThat(run.range(adts(2, 430))).isEqualTo(frames(431, 861));
        SegmentPlanned third = run.plan(adts(3, 431));

        assertThat(TimelineRun.rangeOf(third)).hasToString(frames(861, 1_292));
        assertThat(third.segments().get(0).tsOffset()).isEqualTo(Timestamp.ofTicks(AAC_44.times(861)));
        assertThat(third.segments().get(0).objectTimerange()).isNull();
        assertThat(run.gaps).isEmpty();
    }

    @Test
    void followsTheOrderOfArrivalWhereNamesHaveNoNumber() {
        for (int i = 0; i < 3; i++) {
            run.plan(Chunks.adts(null, 100, "unnumbered " + i));
        }

        assertThat(run.ranges())
                .extracting(TimeRange::toString)
                .containsExactly(frames(0, 100), frames(100, 200), frames(200, 300));
    }

    @Test
    void leavesRoomForMissingChunksAndFillsItWhenTheyCome() {
        run.plan(adts(1, 430));
        assertThat(run.range(adts(4, 430))).isEqualTo(frames(1_290, 1_720));
        assertThat(run.openGaps()).containsExactly(frames(430, 1_290));

        assertThat(run.range(adts(3, 430))).isEqualTo(frames(860, 1_290));
        assertThat(run.range(adts(2, 430))).isEqualTo(frames(430, 860));

        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void cutsALateChunkThatIsLongerThanTheRoomThatWasLeft() {
        run.plan(adts(1, 430));
        run.plan(adts(3, 430));

        SegmentPlanned late = run.plan(adts(2, 440));

        assertThat(TimelineRun.rangeOf(late)).hasToString(frames(430, 860));
        assertThat(late.segments().get(0).objectTimerange())
                .isEqualTo(TimeRange.between(
                        Timestamp.ZERO,
                        Timestamp.ofTicks(AAC_44.times(870)).minus(Timestamp.ofTicks(AAC_44.times(430)))));
    }

    @Test
    void putsAnEarlierChunkBeforeTheFirst() {
        run.plan(adts(5, 430));

        assertThat(run.range(adts(4, 430))).isEqualTo(frames(-430, 0));
    }

    @Test
    void goesOnWhenNumbersStartAgain() {
        for (long number = 1; number <= 6; number++) {
            run.plan(adts(number, 100));
        }
        for (long number = 1; number <= 3; number++) {
            run.plan(Chunks.adts(number, 101, "again " + number));
        }

        List<TimeRange> ranges = run.ranges();
        assertThat(ranges).hasSize(9);
        for (int i = 1; i < 9; i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
        assertThat(causes()).containsExactly("NAMES_BACK");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void takesTwoChunksOfOneNumberForAConflict() {
        for (long number = 1; number <= 6; number++) {
            run.plan(Signs.beside(adts(number, 100), Signs.slices((int) number, 8)));
        }

        ChunkRefused head = run.refuse(Chunks.adts(6L, 100, "other bytes"));
        ChunkRefused copy = run.refuse(Signs.beside(Chunks.adts(3L, 100, "copy"), Signs.slices(3, 6)));

        assertThat(head.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(copy.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(copy.timerange()).hasToString(frames(200, 300));
    }

    @Test
    void numbersChunksThatAllStartAtTheSamePts() {
        for (long number = 1; number <= 4; number++) {
            run.plan(reset(number, "reset " + number));
        }
        assertThat(run.range(reset(7, "reset 7"))).isEqualTo("[12:0_14:0)");
        assertThat(run.range(reset(6, "reset 6"))).isEqualTo("[10:0_12:0)");

        SegmentPlanned last = run.plan(reset(5, "reset 5"));

        assertThat(TimelineRun.rangeOf(last)).hasToString("[8:0_10:0)");
        assertThat(last.segments().get(0).tsOffset()).isEqualTo(Timestamp.parse("6:600000000"));
        assertThat(causes()).containsExactly("PTS_REPEATS");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void numbersThemThoughTheSecondCameFirst() {
        run.plan(reset(2, "reset 2"));

        assertThat(run.range(reset(1, "reset 1"))).isEqualTo("[-2:0_0:0)");
        assertThat(run.range(reset(3, "reset 3"))).isEqualTo("[2:0_4:0)");
    }

    @Test
    void goesBackToPtsWhereTheyGoOn() {
        run.plan(reset(1, "one"));
        run.plan(reset(2, "two"));
        for (long number = 3; number <= 5; number++) {
            long start = 126_000 + (number - 2) * 180_000;
            run.plan(Chunks.chunk(
                    Chunks.file(number + ".ts", "on " + number),
                    number,
                    Chunks.measurement(Chunks.video(256, start, 50, Chunks.PAL))));
        }

        assertThat(run.ranges())
                .extracting(TimeRange::toString)
                .containsExactly("[0:0_2:0)", "[2:0_4:0)", "[4:0_6:0)", "[6:0_8:0)", "[8:0_10:0)");
        assertThat(causes()).containsExactly("PTS_REPEATS", "PTS_COME");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void neverOverlapsNorLosesAChunkInWhateverOrder(long seed) {
        Random random = new Random(seed);
        List<ChunkArrived> chunks = new ArrayList<>();
        for (long number = 1; number <= 500; number++) {
            if (random.nextInt(20) > 0) {
                chunks.add(adts(number, 429 + random.nextInt(3)));
            }
        }
        long last = requireNonNull(chunks.get(chunks.size() - 1).sequence());
        for (int i = 0; i + 2 < chunks.size(); i += 3) {
            Collections.shuffle(chunks.subList(i, i + 3), random);
        }
        long first = requireNonNull(chunks.get(0).sequence());

        chunks.forEach(run::plan);

        List<TimeRange> ranges = run.ranges();
        assertThat(causes()).isEmpty();
        assertThat(ranges).hasSize(chunks.size());
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).overlaps(ranges.get(i - 1))).isFalse();
        }
        Rational drift = Rational.of(Edges.end(ranges.get(ranges.size() - 1)).toTicks())
                .minus(AAC_44.times(430 * (last - first + 1)));
        assertThat(Math.abs(drift.rounded())).isLessThan(AAC_44.times(500).rounded());
    }
}
