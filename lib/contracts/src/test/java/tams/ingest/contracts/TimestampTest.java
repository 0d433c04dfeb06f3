package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @CsvSource({
        "0:0, 0, 0",
        "1:40000000, 1, 40000000",
        "-1:500000000, -2, 500000000",
        "-0:800000000, -1, 200000000",
        "-0:0, 0, 0",
        "-3:0, -3, 0",
        "281474976710655:999999999, 281474976710655, 999999999",
    })
    void readsTheSignAsCoveringTheWholeValue(String text, long seconds, int nanos) {
        assertThat(Timestamp.parse(text)).isEqualTo(new Timestamp(seconds, nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "1:040000000",
                "01:0",
                "1:0000000000",
                "1:1000000000",
                "+1:0",
                "1.5:0",
                " 1:0",
                "1:0\n",
                "1:-1",
                "--1:0",
                "999999999999999:0",
                "99999999999999999999:0"
            })
    void refusesWhatIsNoTimestamp(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0:0",
        "1, 0:11111",
        "-1, -0:11111",
        "90000, 1:0",
        "540540, 6:6000000",
        "180180, 2:2000000",
        "8589934592, 95443:717688888",
        "3003, 0:33366666",
        "-12800000, -142:222222222",
        // TAI seconds of 2026 in ticks: ticks * 100000 no longer fits a long.
        "162000000000000, 1800000000:0",
        "162000000003003, 1800000000:33366666",
    })
    void floorsTheMagnitudeOfTicks(long ticks, String time) {
        assertThat(Timestamp.ofTicks(ticks)).hasToString(time);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void convertsEveryTickThereAndBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            long ticks = random.nextLong() % 200_000_000_000_000L;
            assertThat(Timestamp.ofTicks(ticks).toTicks()).isEqualTo(ticks);
            assertThat(Timestamp.ofTicks(new Rational(ticks, 1))).isEqualTo(Timestamp.ofTicks(ticks));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isWhatExactArithmeticSays(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            long numerator = random.nextLong() % 1_000_000_000_000_000L;
            long denominator = 1L + random.nextInt(1_001);
            BigInteger nanos = BigInteger.valueOf(numerator)
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .divide(BigInteger.valueOf(denominator * 90_000L));
            Timestamp time = Timestamp.ofTicks(new Rational(numerator, denominator));
            assertThat(BigInteger.valueOf(time.seconds())
                            .multiply(BigInteger.valueOf(1_000_000_000))
                            .add(BigInteger.valueOf(time.nanos())))
                    .isEqualTo(nanos);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addsSubtractsAndOrdersAsNanosecondsDo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            long a = random.nextLong() / 4;
            long b = random.nextLong() / 4;
            Timestamp first = Timestamp.ofNanos(a);
            Timestamp second = Timestamp.ofNanos(b);
            assertThat(first.plus(second).toNanos()).isEqualTo(a + b);
            assertThat(first.minus(second).toNanos()).isEqualTo(a - b);
            assertThat(first.compareTo(second)).isEqualTo(Long.compare(a, b));
            assertThat(Timestamp.parse(first.toString())).isEqualTo(first);
        }
    }

    @ParameterizedTest(name = "{0} seconds and {1} nanoseconds: {2}")
    @CsvSource({
        "281474976710655, 999999999, true",
        "281474976710656, 0, false",
        "-281474976710656, 0, true",
        "-281474976710657, 999999999, false",
        "0, -1, false",
        "0, 1000000000, false",
        "0, 999999999, true",
    })
    void holds48BitsOfSecondsAndWholeNanoseconds(long seconds, int nanos, boolean possible) {
        if (possible) {
            assertThat(new Timestamp(seconds, nanos).seconds()).isEqualTo(seconds);
        } else {
            assertThatThrownBy(() -> new Timestamp(seconds, nanos)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Goal: one rounding, whatever the denominator. Method: against long integers, on both sides of a million. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void floorsTicksBetweenTicksWhateverTheDenominator(long seed) {
        var random = new Random(seed);
        long[] denominators = {1, 2, 999_999, 1_000_000, 1_000_001, 7_654_321, 1L << 40};
        for (long denominator : denominators) {
            long numerator = random.nextLong() >> 1;
            var ticks = new Rational(numerator, denominator);
            BigInteger nanos = BigInteger.valueOf(Math.abs(numerator))
                    .multiply(BigInteger.valueOf(100_000))
                    .divide(BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(9)));
            if (nanos.bitLength() < 64) {
                long expected = numerator < 0 ? -nanos.longValueExact() : nanos.longValueExact();
                assertThat(Timestamp.ofTicks(ticks)).as("%s", ticks).isEqualTo(Timestamp.ofNanos(expected));
            } else {
                BigInteger second = BigInteger.valueOf(1_000_000_000);
                var magnitude = new Timestamp(
                        nanos.divide(second).longValueExact(), nanos.mod(second).intValueExact());
                assertThat(Timestamp.ofTicks(ticks))
                        .as("%s", ticks)
                        .isEqualTo(numerator < 0 ? magnitude.negated() : magnitude);
            }
        }
    }
}
