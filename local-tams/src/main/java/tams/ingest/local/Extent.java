package tams.ingest.local;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A time range as two whole numbers of half nanoseconds, {@code from} inside and {@code to} outside.
 *
 * <p>An inclusive bound at {@code t} lies just before its instant, an exclusive one just behind it: {@code [t} is
 * {@code 2t}, {@code (t} is {@code 2t+1}, {@code t)} is {@code 2t}, {@code t]} is {@code 2t+1}. So brackets need no
 * column of their own, and two ranges overlap exactly when each begins before the other ends.
 *
 * @param from below {@code to} for every range that is not empty
 * @param to 25 digits at most
 */
record Extent(BigDecimal from, BigDecimal to) {

    private static final BigInteger HALVES_PER_SECOND = BigInteger.valueOf(2_000_000_000L);

    /** Further out than any timestamp of 48-bit seconds. */
    private static final BigDecimal BEYOND = BigDecimal.TEN.pow(25);

    /** All of time. */
    static final Extent ALWAYS = new Extent(BEYOND.negate(), BEYOND);

    static Extent of(TimeRange range) {
        return new Extent(
                range.start() == null ? BEYOND.negate() : halves(range.start(), !range.includesStart()),
                range.end() == null ? BEYOND : halves(range.end(), range.includesEnd()));
    }

    private static BigDecimal halves(Timestamp at, boolean behind) {
        return new BigDecimal(BigInteger.valueOf(at.seconds())
                .multiply(HALVES_PER_SECOND)
                .add(BigInteger.valueOf(2L * at.nanos() + (behind ? 1 : 0))));
    }

    TimeRange toTimeRange() {
        return new TimeRange(bound(from), !isBehind(from), bound(to), isBehind(to));
    }

    /** From the beginning of this to the end of {@code last}. */
    Extent until(Extent last) {
        return new Extent(from, last.to);
    }

    /** The same, longer at both ends. */
    Extent widenedBy(Timestamp margin) {
        BigDecimal halves = halves(margin, false);
        return new Extent(from.subtract(halves), to.add(halves));
    }

    /** The same, {@code by} later; an open end stays open. */
    Extent shiftedBy(Timestamp by) {
        BigDecimal halves = halves(by, false);
        return new Extent(isOpen(from) ? from : from.add(halves), isOpen(to) ? to : to.add(halves));
    }

    /** What this and {@code other} have in common; {@code from} is not below {@code to} when that is nothing. */
    Extent intersection(Extent other) {
        return new Extent(from.max(other.from), to.min(other.to));
    }

    boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }

    /** Whether all of {@code other} lies within. */
    boolean covers(Extent other) {
        return from.compareTo(other.from) <= 0 && other.to.compareTo(to) <= 0;
    }

    private static @Nullable Timestamp bound(BigDecimal halves) {
        if (isOpen(halves)) {
            return null;
        }
        BigInteger whole = halves.toBigIntegerExact();
        BigInteger within = whole.mod(HALVES_PER_SECOND);
        return new Timestamp(
                whole.subtract(within).divide(HALVES_PER_SECOND).longValueExact(), within.intValueExact() / 2);
    }

    private static boolean isOpen(BigDecimal halves) {
        return halves.abs().compareTo(BEYOND) >= 0;
    }

    private static boolean isBehind(BigDecimal halves) {
        return halves.toBigIntegerExact().testBit(0);
    }
}
