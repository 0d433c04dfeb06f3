package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.Timestamp;

/** Goal: whole numbers of frames and samples are told from others to the nanosecond, at every rate and for years. */
class FrameGridTest {

    /** What n steps last, rounded down to the nanosecond as the store writes it. */
    private static long nanos(Rational rate, long steps) {
        BigInteger exact = BigInteger.valueOf(steps).multiply(BigInteger.valueOf(1_000_000_000L * rate.denominator()));
        BigInteger[] parts = exact.divideAndRemainder(BigInteger.valueOf(rate.numerator()));
        return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"25", "50", "24000/1001", "30000/1001", "60000/1001", "44100", "48000"})
    void hasEachWholeNumberOfStepsAndNothingBeside(String text) {
        Rational rate = Rational.parse(text);
        FrameGrid grid = new FrameGrid(rate, "frame");
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long steps = random.nextLong(-2_000_000_000L, 2_000_000_000L);
            long at = nanos(rate, steps);

            assertThat(grid.has(Timestamp.ofNanos(at)))
                    .as("%d steps at %s", steps, text)
                    .isTrue();
            assertThat(grid.has(Timestamp.ofNanos(at + 2))).isFalse();
            assertThat(grid.has(Timestamp.ofNanos(at - 2))).isFalse();
            assertThat(Math.abs(grid.nearest(Timestamp.ofNanos(at + 3_000)).toNanos() - at))
                    .isLessThanOrEqualTo(1);
        }
    }
}
