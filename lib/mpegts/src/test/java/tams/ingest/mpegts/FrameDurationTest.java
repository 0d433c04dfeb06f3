package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** What is within a quarter of the middle distance counts; 0.5 % from a standard rate is that rate. */
    @ParameterizedTest(name = "distances {0}: {1}")
    @CsvSource({
        "3600 3600 4500, 3900",
        "3600 3600 4501, 3600",
        "2700 3600 3600, 3300",
        "2699 3600 3600, 3600",
        "3618, 3600",
        "3619, 3619",
        "3583, 3600",
        "3582, 3582",
        "3001 3001 3002, 3000",
        "3002 3002 3001, 3003",
        "9045, 9000",
        "9046, 9046",
        "747, 750",
        "700, 700",
    })
    void snapsToTheNearestStandardRateWithinItsTolerance(String distances, String ticks) {
        assertThat(FrameDuration.of(times(distances), 0, null)).hasToString(ticks);
    }

    /** 67 frames of 250000 ticks: 0.5 % and not a tick more from 67 frames at 24 a second. */
    @Test
    void snapsAtTheVeryToleranceToo() {
        long[] times = LongStream.rangeClosed(0, 67).map(n -> n * 250_000 / 67).toArray();
        long[] beyond = LongStream.rangeClosed(0, 67).map(n -> n * 249_999 / 67).toArray();

        assertThat(FrameDuration.of(times, 0, null)).hasToString("3750");
        assertThat(FrameDuration.of(beyond, 0, null)).hasToString("249999/67");
    }

    @Test
    void takesTheMiddleDistanceWhereSharingTheSpanGivesNoRate() {
        assertThat(FrameDuration.of(new long[] {0, 4100, 8200}, 1, null)).hasToString("4100");
        assertThat(FrameDuration.of(new long[] {0, 3600, 7200}, 0, Fraction.of(3003)))
                .hasToString("3600");
        assertThat(FrameDuration.of(new long[] {7, 7}, 1, null)).isNull();
        assertThat(FrameDuration.of(new long[] {0, 7200}, 1, null)).hasToString("3600");
    }

    /** Film at 29.97: by turns two and three fields, of which the last frame's may or may not end the pattern. */
    @ParameterizedTest(name = "distances {0}, {1} without time, then {2}: {3}")
    @CsvSource({
        "3003 4505, 0, 3003, 15015/4",
        "3003 4504 3003, 0, 4505, 15015/4",
        "4504 3003 4505 3003 4504, 0, 3003, 15015/4",
        // A gap is no frame: beyond four times the shortest distance, not at four times.
        "3003 4504 3003 4505 12013, 0, 3003, 15015/4",
        "3003 4504 3003 4505 90000, 0, 3003, 15015/4",
        "1000 4000, 0, 1000, 2000",
        "1000 4001, 0, 1000, 1000",
        "1100 2300, 0, 1100, 1500",
        "7508 7507, 2, 3754, 15015/4",
        "4100 8100, 1, 4000, 4050",
    })
    void takesTheAverageWhereFramesAreShownForSeveralFields(String distances, long between, long last, String ticks) {
        assertThat(FrameDuration.mean(times(distances), between, last)).hasToString(ticks);
    }

    @ParameterizedTest(name = "{2} fields, stated {1}, distances {0}: {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "3003 4505, none, 2, 3003",
                "3003 4505, none, 3, 4505",
                "3002 4505, none, 3, 4505",
                "4100 8200, none, 3, 6150",
                "4100 8200, 3600, 3, 5400",
                "4100 8200, 3600, 1, 1800",
                "9000 3000, none, 6, 9000",
            })
    void lastsSoManyHalvesOfTheShortestFrame(String distances, @Nullable Long stated, int fields, long ticks) {
        Fraction rate = stated == null ? null : Fraction.of(stated);

        assertThat(FrameDuration.ofFields(times(distances), rate, fields)).isEqualTo(ticks);
    }

    private static long[] times(String distances) {
        long time = 77;
        var times = LongStream.builder().add(time);
        for (String distance : distances.split(" ", -1)) {
            time += Long.parseLong(distance);
            times.add(time);
        }
        return times.build().toArray();
    }
}
