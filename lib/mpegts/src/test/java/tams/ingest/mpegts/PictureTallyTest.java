package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the times of some pictures, and those that have none, amount to. */
class PictureTallyTest {

    private static final long NONE = Ticks.NONE;

    private final PictureTally tally = new PictureTally(7);
    private final List<Findings.Remark> remarks = new ArrayList<>();

    @Test
    void knowsNothingAtFirst() {
        assertThat(tally.hasTime()).isFalse();
        assertThat(tally.from()).isEqualTo(7);
        tally.add(NONE);
        assertThat(tally.hasTime()).isFalse();
        tally.add(0);
        assertThat(tally.hasTime()).isTrue();
        assertThat(tally.frames()).isEqualTo(2);
        assertThat(tally.withoutPts()).isOne();
    }

    @ParameterizedTest(name = "{0} pictures, {1} without time: {2} frames, {3} without, times {4}")
    @CsvSource({"1, 0, 1, 0, 0", "2, 0, 1, 0, 0", "3, 0, 2, 0, 0 20", "5, 1, 3, 1, 0 20", "6, 3, 3, 2, 0 20"})
    void makesFramesOfPairsOfFields(int pictures, int without, long frames, long framesWithout, String times) {
        tally.areFields();
        for (int i = 0; i < pictures; i++) {
            tally.add(i < pictures - without ? 10L * i : NONE);
        }
        long[] sorted = LongStream.range(0, pictures - without).map(n -> 10 * n).toArray();

        assertThat(tally.frames()).isEqualTo(frames);
        assertThat(tally.withoutPts()).isEqualTo(framesWithout);
        assertThat(Arrays.stream(tally.frameTimes(sorted)).mapToObj(Long::toString))
                .isEqualTo(List.of(times.split(" ", -1)));
    }

    @Test
    void takesEveryTimeOfFrames() {
        long[] sorted = {1, 2, 3};

        assertThat(tally.frameTimes(sorted)).isSameAs(sorted);
    }

    @Test
    void leavesTheEndOpenWhereNothingTellsADuration() {
        tally.add(500);

        assertThat(tally.span(new long[] {500}, null, null, remarks)).isEqualTo(new Span(500, 500, null, null));
        assertThat(remarks).isEmpty();
    }

    /** Pictures without time behind the last one with a time are counted; those between lie inside the range anyway. */
    @Test
    void countsTheEndWherePicturesHaveNoTime() {
        long[] sorted = {0, 3600};
        tally.add(0);
        tally.add(3600);
        tally.add(NONE);
        tally.add(NONE);

        assertThat(tally.frameTicks(sorted, null)).hasToString("3600");
        assertThat(tally.span(sorted, Fraction.of(3600), null, remarks))
                .isEqualTo(new Span(0, 3600, Fraction.of(3600), 14_400L));
        assertThat(remarks)
                .containsExactly(new Findings.Remark(
                        "estimated", "2 of 4 frames have no PTS; the end may be counted, not read"));
    }

    @Test
    void sharesTheDistanceWithPicturesBetweenThatHaveNoTime() {
        long[] sorted = {0, 10_800};
        tally.add(0);
        tally.add(NONE);
        tally.add(NONE);
        tally.add(10_800);

        assertThat(tally.frameTicks(sorted, null)).hasToString("3600");
        assertThat(tally.span(sorted, Fraction.of(3600), null, remarks))
                .isEqualTo(new Span(0, 10_800, Fraction.of(3600), 14_400L));
    }

    /** The last frame in presentation order decides, which need not be the last one in the stream. */
    @Test
    void endsWithTheFieldsOfTheFrameShownLast() {
        long[] sorted = {0, 3003, 7508, 10_511};
        for (int i : new int[] {0, 3, 1, 2}) {
            tally.add(sorted[i]);
            tally.lasts(i % 2 == 1 ? 3 : 2);
        }

        var ticks = tally.frameTicks(sorted, null);

        assertThat(ticks).hasToString("15015/4");
        assertThat(tally.span(sorted, ticks, null, remarks).end()).isEqualTo(10_511 + 4505L);
    }

    @Test
    void forgetsTheFieldsOfAFrameThatIsNotShownLastAnyMore() {
        long[] sorted = {0, 4505, 7508, 12_012};
        for (int i = 0; i < 4; i++) {
            tally.add(sorted[i]);
            if (i == 0 || i == 2) {
                tally.lasts(3);
            }
        }

        assertThat(tally.span(sorted, tally.frameTicks(sorted, null), null, remarks)
                        .end())
                .isEqualTo(12_012 + 3003L);
    }

    @Test
    void endsFieldsBehindTheFrameOfTheLastPair() {
        tally.areFields();
        for (long time : new long[] {0, 1800, 3600, 5400}) {
            tally.add(time);
        }

        assertThat(tally.span(new long[] {0, 3600}, Fraction.of(3600), null, remarks))
                .isEqualTo(new Span(0, 3600, Fraction.of(3600), 7200L));
        assertThat(remarks).isEmpty();
    }
}
