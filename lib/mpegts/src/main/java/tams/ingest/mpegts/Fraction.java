package tams.ingest.mpegts;

/**
 * An exact fraction in lowest terms, of ticks or of frames a second.
 *
 * @param numerator carries the sign
 * @param denominator above 0
 */
public record Fraction(long numerator, long denominator) {

    public Fraction {
        if (denominator <= 0) {
            throw new IllegalArgumentException("denominator is not positive: " + denominator);
        }
        long divisor = greatestCommonDivisor(Math.abs(numerator), denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    public static Fraction of(long whole) {
        return new Fraction(whole, 1);
    }

    /** The nearest whole number, halves upwards. */
    public long rounded() {
        return rounded(numerator, denominator);
    }

    /** The whole number nearest to this many of it; in two parts, because a mean of hostile times has a long numerator. */
    long roundedTimes(long count) {
        return count * (numerator / denominator) + rounded(count * (numerator % denominator), denominator);
    }

    /** The whole number nearest to a quotient, halves upwards; both within 2^61. */
    static long rounded(long numerator, long denominator) {
        return Math.floorDiv(2 * numerator + denominator, 2 * denominator);
    }

    /** The quotient of 90000 and this: ticks of a frame from frames a second, and back. Above 0 only. */
    Fraction perSecond() {
        return new Fraction(Math.multiplyExact(Ticks.PER_SECOND, denominator), numerator);
    }

    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }

    private static long greatestCommonDivisor(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return Math.max(a, 1);
    }
}
