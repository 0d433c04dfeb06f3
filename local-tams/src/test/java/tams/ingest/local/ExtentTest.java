package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

class ExtentTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Goal: two numbers say all that a range's text says. Method: random ranges, both bounds both ways, there and back. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEveryRangeExactly(long seed) {
        TimeRange range = range(new Random(seed));

        assertThat(Extent.of(range).toTimeRange()).isEqualTo(range);
    }

    /** Goal: numbers overlap exactly when ranges do. Method: random pairs near each other, judged by both. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void overlapsAsTheRangesDo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            TimeRange one = narrow(random);
            TimeRange other = narrow(random);

            assertThat(overlap(Extent.of(one), Extent.of(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.overlaps(other));
        }
    }

    @Test
    void reachesTheEndsOf48Bits() {
        TimeRange all = TimeRange.between(
                Timestamp.ofSeconds(-Timestamp.SECONDS_MAX), new Timestamp(Timestamp.SECONDS_MAX, 999_999_999));

        assertThat(Extent.of(all).toTimeRange()).isEqualTo(all);
        assertThat(Extent.of(all).to().precision()).isLessThanOrEqualTo(26);
    }

    @ParameterizedTest
    @CsvSource({"_", "[0:0_", "_5:0)", "_-3:500000000]", "[7:0]"})
    void keepsOpenEndsAndInstants(String text) {
        TimeRange range = TimeRange.parse(text);

        assertThat(Extent.of(range).toTimeRange()).isEqualTo(range);
    }

    private static boolean overlap(Extent one, Extent other) {
        return one.from().compareTo(other.to()) < 0
                && other.from().compareTo(one.to()) < 0
                && one.from().compareTo(one.to()) < 0
                && other.from().compareTo(other.to()) < 0;
    }

    private static TimeRange range(Random random) {
        Timestamp start = new Timestamp(random.nextLong(-(1L << 40), 1L << 40), random.nextInt(1_000_000_000));
        Timestamp end = start.plus(new Timestamp(random.nextLong(0, 1L << 40), 1 + random.nextInt(999_999_999)));
        return new TimeRange(start, random.nextBoolean(), end, random.nextBoolean());
    }

    private static TimeRange narrow(Random random) {
        Timestamp start = Timestamp.ofNanos(random.nextInt(-4, 4));
        Timestamp end = start.plus(Timestamp.ofNanos(random.nextInt(0, 4)));
        return new TimeRange(start, random.nextBoolean(), end, random.nextBoolean());
    }
}
