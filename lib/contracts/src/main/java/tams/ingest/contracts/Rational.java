package tams.ingest.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An exact fraction in lowest terms: a frame rate, a frame's duration in ticks.
 *
 * @param numerator carries the sign
 * @param denominator above 0
 */
public record Rational(long numerator, long denominator) implements Comparable<Rational> {

    public Rational {
        if (denominator <= 0) {
            throw new IllegalArgumentException("denominator is not positive: " + denominator);
        }
        long divisor = greatestCommonDivisor(Math.abs(numerator), denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    public static Rational of(long whole) {
        return new Rational(whole, 1);
    }

    /** Parses {@code n} or {@code n/d}. */
    @JsonCreator
    public static Rational parse(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? of(Long.parseLong(text))
                    : new Rational(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a fraction (n or n/d): '" + text + "'", e);
        }
    }

    public Rational plus(Rational other) {
        return new Rational(
                Math.addExact(
                        Math.multiplyExact(numerator, other.denominator),
                        Math.multiplyExact(other.numerator, denominator)),
                Math.multiplyExact(denominator, other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(new Rational(-other.numerator, other.denominator));
    }

    public Rational times(long factor) {
        return new Rational(Math.multiplyExact(numerator, factor), denominator);
    }

    public Rational inverse() {
        return numerator < 0 ? new Rational(-denominator, -numerator) : new Rational(denominator, numerator);
    }

    /** The nearest whole number, halves away from minus infinity. */
    public long rounded() {
        return Math.floorDiv(Math.addExact(Math.multiplyExact(2, numerator), denominator), 2 * denominator);
    }

    @Override
    public int compareTo(Rational other) {
        return Long.signum(minus(other).numerator);
    }

    @JsonValue
    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? Math.max(a, 1) : greatestCommonDivisor(b, a % b);
    }
}
