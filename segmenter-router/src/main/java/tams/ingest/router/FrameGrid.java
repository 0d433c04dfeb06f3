package tams.ingest.router;

import java.util.Optional;
import tams.ingest.contracts.Rational;

/**
 * The instants at which an epoch's samples lie: {@code anchor + n * frame}, exactly (reference rule R16).
 *
 * <p>Encoders round PTS to ticks, some to milliseconds; a sample's number does not suffer from that, so edges that are
 * worked out from numbers meet, in whatever order the chunks come.
 *
 * @param anchor the sample with number 0, in unwrapped ticks
 * @param frame a sample's duration, above 0
 */
record FrameGrid(long anchor, Rational frame) {

    /**
     * Bounds the exact arithmetic: 30 years of ticks times this twice stay within 63 bits. Standard rates need 49 at
     * most (AAC at 44.1 kHz); a rate with more is a measured mean and no grid.
     */
    static final long DENOMINATOR_MAX = 100;

    /** A first sample's and a last sample's number. */
    record Numbers(long first, long last) {}

    /** The grid that a span starts, where its frame is exact. */
    static Optional<FrameGrid> from(Span span) {
        Rational frame = span.frame();
        return frame == null || frame.numerator() <= 0 || frame.denominator() > DENOMINATOR_MAX
                ? Optional.empty()
                : Optional.of(new FrameGrid(span.start(), frame));
    }

    /** The numbers of a span's first and last sample; empty where it does not lie on this grid. */
    Optional<Numbers> numbers(Span span) {
        Long last = span.last();
        if (last == null || !frame.equals(span.frame()) || !fits(span.start()) || !fits(last)) {
            return Optional.empty();
        }
        Numbers numbers = new Numbers(nearest(span.start()), nearest(last));
        boolean ends =
                Math.abs(at(numbers.last() + 1).rounded() - span.end()) * 2 * frame.denominator() <= frame.numerator();
        return ends && numbers.last() >= numbers.first() ? Optional.of(numbers) : Optional.empty();
    }

    /** Where sample {@code number} lies, in unwrapped ticks. */
    Rational at(long number) {
        return Rational.of(anchor).plus(frame.times(number));
    }

    private long nearest(long ticks) {
        long doubled = Math.multiplyExact(Math.multiplyExact(2, ticks - anchor), frame.denominator());
        return Math.floorDiv(doubled + frame.numerator(), 2 * frame.numerator());
    }

    /** Whether a tick is off by no more than what rounding twice makes. */
    boolean isWithinATick(long ticks) {
        return Math.abs(at(nearest(ticks)).rounded() - ticks) <= 1;
    }

    /** Whether a tick is less than a quarter frame off. */
    private boolean fits(long ticks) {
        long residual = (ticks - anchor) * frame.denominator() - nearest(ticks) * frame.numerator();
        return 4 * Math.abs(residual) < frame.numerator();
    }
}
