package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDurationTest {

    @ParameterizedTest(name = "{0}/{1} frames a second last {2} ticks")
    @CsvSource({
        "24000, 1001, 15015/4", "24, 1, 3750", "25, 1, 3600", "30000, 1001, 3003", "30, 1, 3000", "48, 1, 1875",
        "50, 1, 1800", "60000, 1001, 3003/2", "60, 1, 1500", "100, 1, 900", "120000, 1001, 3003/4", "120, 1, 750",
        "10, 1, 9000", "12, 1, 7500", "15, 1, 6000"
    })
    void findsTheStandardRateBehindRoundedTimes(long frames, long seconds, String ticks) {
        long[] times = LongStream.range(0, 100)
                .map(n -> 5_000 + Fraction.rounded(n * 90_000 * seconds, frames))
                .toArray();

        assertThat(FrameDuration.of(times, 0, null)).hasToString(ticks);
    }

    /** Goal: times cut to milliseconds still tell 29.97 from 30. Method: cut, from any phase, over 10 s. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellsNeighbouringRatesApartInMilliseconds(long seed) {
        long phase = new Random(seed).nextInt(90_000);

        assertThat(FrameDuration.of(milliseconds(phase, 3003), 0, null)).hasToString("3003");
        assertThat(FrameDuration.of(milliseconds(phase, 3000), 0, null)).hasToString("3000");
    }

    private static long[] milliseconds(long phase, long ticks) {
        return LongStream.range(0, 300).map(n -> (phase + n * ticks) / 90 * 90).toArray();
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, 20).boxed();
    }

    @Test
    void isNotMisledByGapsAndRepeatedTimes() {
        long[] times = {0, 3003, 6006, 6006, 9009, 90_000, 93_003, 96_006};

        assertThat(FrameDuration.of(times, 0, null)).hasToString("3003");
    }

    @Test
    void keepsARateThatIsNoStandard() {
        assertThat(FrameDuration.of(new long[] {0, 4000, 8001, 12_000}, 0, null))
                .hasToString("4000");
        assertThat(FrameDuration.of(new long[] {0, 20_000_000, 40_000_001}, 0, null))
                .hasToString("40000001/2");
    }

    @Test
    void believesTheStatementOnlyWhereTimesSayLittle() {
        var stated = Fraction.of(3600);

        assertThat(FrameDuration.of(new long[] {0, 3003, 6006}, 0, stated)).hasToString("3003");
        assertThat(FrameDuration.of(new long[] {0, 7200}, 0, stated)).hasToString("3600");
        assertThat(FrameDuration.of(new long[] {5}, 0, stated)).hasToString("3600");
        assertThat(FrameDuration.of(new long[] {0, 14_400, 28_800}, 9, stated)).hasToString("3600");
    }

    @Test
    void sharesTheSpanAmongPicturesWithoutTime() {
        assertThat(FrameDuration.of(new long[] {0, 10_800, 18_000, 36_000}, 7, null))
                .hasToString("3600");
    }

    @Test
    void takesTheOnlyDistanceOfTwoPictures() {
        assertThat(FrameDuration.of(new long[] {0, 45_000}, 0, null)).hasToString("45000");
    }

    @Test
    void knowsNothingFromOnePictureOrNone() {
        assertThat(FrameDuration.of(new long[] {77}, 0, null)).isNull();
        assertThat(FrameDuration.of(new long[0], 3, null)).isNull();
        assertThat(FrameDuration.of(new long[] {77, 77, 77}, 0, null)).isNull();
    }

    @Test
    void survivesTheWidestTimes() {
        long[] times = new Random(1).longs(1000, -(1L << 60), 1L << 60).sorted().toArray();

        assertThat(FrameDuration.of(times, 0, null)).isNotNull();
        assertThat(Arrays.stream(times).min()).isPresent();
    }
}
