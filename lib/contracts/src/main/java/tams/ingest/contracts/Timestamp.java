package tams.ingest.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point on a Flow's timeline, or a distance between two: whole nanoseconds, written {@code s:n} as TAMS does.
 *
 * <p>Kept as floored seconds plus nanoseconds, so {@code -1:500000000} (minus one and a half seconds) is {@code
 * (-2, 500000000)}. The sign of the written form covers the whole value (TAMS 8.2, {@code timestamp} schema).
 *
 * @param seconds whole seconds, rounded towards minus infinity; magnitude at most {@link #SECONDS_MAX}
 * @param nanos the rest, 0 to 999,999,999
 */
public record Timestamp(long seconds, int nanos) implements Comparable<Timestamp> {

    /** The largest second TAMS names: 48 bits, as in PTP. */
    public static final long SECONDS_MAX = (1L << 48) - 1;

    /** MPEG's clock for presentation times. */
    public static final int TICKS_PER_SECOND = 90_000;

    public static final Timestamp ZERO = new Timestamp(0, 0);

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final Pattern FORM = Pattern.compile("(-?)(0|[1-9][0-9]*):(0|[1-9][0-9]{0,8})");
    private static final int SECONDS_DIGITS_MAX = 15;
    private static final long PLAIN_DENOMINATOR_MAX = 1_000_000;

    public Timestamp {
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new IllegalArgumentException("nanos is not within a second: " + nanos);
        }
        if (seconds > SECONDS_MAX || seconds < -SECONDS_MAX - 1) {
            throw new IllegalArgumentException("seconds is beyond 48 bits: " + seconds);
        }
    }

    /** Parses {@code s:n}. @throws IllegalArgumentException naming the text when it is not a TAMS timestamp */
    @JsonCreator
    public static Timestamp parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(2).length() > SECONDS_DIGITS_MAX) {
            throw new IllegalArgumentException(
                    "not a timestamp (seconds:nanoseconds, no leading zeros): '" + text + "'");
        }
        Timestamp magnitude = new Timestamp(Long.parseLong(form.group(2)), Integer.parseInt(form.group(3)));
        return form.group(1).isEmpty() ? magnitude : magnitude.negated();
    }

    public static Timestamp ofSeconds(long seconds) {
        return new Timestamp(seconds, 0);
    }

    public static Timestamp ofNanos(long nanos) {
        return new Timestamp(
                Math.floorDiv(nanos, (long) NANOS_PER_SECOND), (int) Math.floorMod(nanos, (long) NANOS_PER_SECOND));
    }

    /**
     * The time of an absolute, unwrapped 90 kHz tick count: the magnitude is floored to whole nanoseconds, as BBC's
     * mediatimestamp does (reference rule R6). Convert each edge from its own absolute count; sums of converted parts
     * are up to 1 ns off.
     */
    public static Timestamp ofTicks(long ticks) {
        long magnitude = Math.abs(ticks);
        long rest = magnitude % TICKS_PER_SECOND;
        Timestamp time = new Timestamp(magnitude / TICKS_PER_SECOND, (int) (rest * 100_000 / 9));
        return ticks < 0 ? time.negated() : time;
    }

    /** The time of a tick count that lies between ticks, {@code numerator/denominator}; same rounding as {@link #ofTicks(long)}. */
    public static Timestamp ofTicks(Rational ticks) {
        long magnitude = Math.abs(ticks.numerator());
        long denominator = ticks.denominator();
        long whole = magnitude / denominator;
        // Below the denominator's bound the parts of the last second stay within 63 bits.
        long nanos = denominator <= PLAIN_DENOMINATOR_MAX
                ? (whole % TICKS_PER_SECOND * denominator + magnitude % denominator) * 100_000 / (9 * denominator)
                : BigInteger.valueOf(whole % TICKS_PER_SECOND)
                        .multiply(BigInteger.valueOf(denominator))
                        .add(BigInteger.valueOf(magnitude % denominator))
                        .multiply(BigInteger.valueOf(100_000))
                        .divide(BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(9)))
                        .longValueExact();
        Timestamp time = new Timestamp(whole / TICKS_PER_SECOND, (int) nanos);
        return ticks.numerator() < 0 ? time.negated() : time;
    }

    public Timestamp plus(Timestamp other) {
        long sum = (long) nanos + other.nanos;
        return new Timestamp(seconds + other.seconds + sum / NANOS_PER_SECOND, (int) (sum % NANOS_PER_SECOND));
    }

    public Timestamp minus(Timestamp other) {
        return plus(other.negated());
    }

    public Timestamp negated() {
        return nanos == 0 ? new Timestamp(-seconds, 0) : new Timestamp(-seconds - 1, NANOS_PER_SECOND - nanos);
    }

    public boolean isNegative() {
        return seconds < 0;
    }

    /** The same in nanoseconds. @throws ArithmeticException beyond 292 years */
    public long toNanos() {
        return Math.addExact(Math.multiplyExact(seconds, (long) NANOS_PER_SECOND), nanos);
    }

    /** The nearest 90 kHz tick; exact for every value that {@link #ofTicks(long)} made. */
    public long toTicks() {
        return Math.addExact(
                Math.multiplyExact(seconds, (long) TICKS_PER_SECOND), Math.floorDiv(nanos * 9L + 50_000, 100_000L));
    }

    @Override
    public int compareTo(Timestamp other) {
        int bySeconds = Long.compare(seconds, other.seconds);
        return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
    }

    /** The TAMS form, {@code s:n}. */
    @JsonValue
    @Override
    public String toString() {
        if (isNegative()) {
            return "-" + negated();
        }
        return seconds + ":" + nanos;
    }
}
