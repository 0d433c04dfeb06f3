package tams.ingest.router;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A stretch of a feed in which PTS alone advances time. Immutable.
 *
 * <p>A chunk's place follows from the epoch and its PTS, never from the order in which chunks come.
 *
 * @param number from 0
 * @param base the timeline's tick at which the epoch's first placed chunk starts
 * @param anchor that chunk's start, in unwrapped ticks of the media
 * @param grid null where the first chunk's frame is not exact
 * @param kind of the reference essence that made the grid
 * @param earliest of the placed chunks' starts, in unwrapped ticks
 * @param head the greatest end of a placed chunk, in unwrapped ticks
 * @param headSequence the sequence of the chunk that ends at {@code head}; null when its name has none
 * @param repeats whether it plays bytes again that were placed before
 * @param turns whether names began anew while time went on: they are used in turns
 * @param chunks placed so far
 */
record Epoch(
        int number,
        long base,
        long anchor,
        @Nullable FrameGrid grid,
        Kind kind,
        long earliest,
        long head,
        @Nullable Long headSequence,
        boolean repeats,
        boolean turns,
        long chunks) {

    /** A miss between audio and video of one stream that is interleaving, not time: 200 ms; 87 ms were measured (R25). */
    private static final Rational SKEW = Rational.of(18_000);

    /** Where a chunk would lie, and its last sample, before the neighbours are looked at. */
    record Located(TimeRange range, @Nullable Timestamp lastSample) {}

    /** The epoch whose first chunk lies at {@code base}; nothing is placed yet. */
    static Epoch starting(int number, long base, Span first, boolean repeats) {
        return new Epoch(
                number,
                base,
                first.start(),
                FrameGrid.from(first).orElse(null),
                first.kind(),
                first.start(),
                first.start(),
                null,
                repeats,
                false,
                0);
    }

    /** The place of an unwrapped span: on the grid where it fits, else tick by tick. */
    Located locate(Span span) {
        Optional<FrameGrid.Numbers> numbers =
                grid == null || span.kind() != kind ? Optional.empty() : grid.numbers(span);
        if (grid != null && numbers.isPresent()) {
            long last = numbers.get().last();
            return new Located(
                    TimeRange.between(time(grid.at(numbers.get().first())), time(grid.at(last + 1))),
                    time(grid.at(last)));
        }
        Long last = span.last();
        return new Located(
                TimeRange.between(time(Rational.of(span.start())), time(Rational.of(span.end()))),
                last == null ? null : time(Rational.of(last)));
    }

    /** The time of a media tick: converted once, from the absolute count (reference rules R6, R7). */
    private Timestamp time(Rational ticks) {
        return Timestamp.ofTicks(ticks.plus(Rational.of(base - anchor)));
    }

    /** Where the epoch ends so far. */
    Timestamp end() {
        return time(Rational.of(head));
    }

    /** Whether a span lies between the first and the last placed chunk. */
    boolean spans(Span span) {
        return span.start() >= earliest && span.end() <= head;
    }

    /** Whether a span begins where the epoch ends, give or take jitter. */
    boolean isContinuedBy(Span span) {
        return Timestamp.ofTicks(Math.abs(span.start() - head)).compareTo(tolerance(span)) <= 0;
    }

    /** Whether a span's samples lie between those of the epoch, by more than rounding; false where it has no grid to tell. */
    boolean isOffGrid(Span span) {
        return grid != null
                && span.kind() == kind
                && (grid.numbers(span).isEmpty() || !grid.isWithinATick(span.start()));
    }

    /** Whether a name's number lies before that of the last chunk. */
    boolean isEarlierName(@Nullable Long sequence) {
        return sequence != null && headSequence != null && sequence < headSequence;
    }

    /** Whether a span begins where the epoch's first chunk does: the clock of such an encoder starts anew with each file. */
    boolean isRepeatedBy(Span span) {
        return Rational.of(Math.abs(span.start() - earliest)).compareTo(span.halfFrame()) < 0;
    }

    /** Whether a span lies there or so shortly after that it is the next, give or take the reorder window. */
    boolean isNear(Span span) {
        return span.end() > earliest && span.start() - head <= Holes.WINDOW_CHUNKS * span.length();
    }

    /** The largest overlap with a neighbour that is jitter. */
    Timestamp tolerance(Span span) {
        return Timestamp.ofTicks(jitter(span));
    }

    /** The same in ticks. */
    Rational jitter(Span span) {
        Rational half = span.halfFrame();
        return span.kind() == kind || half.compareTo(SKEW) > 0 ? half : SKEW;
    }

    /** The same with one chunk more. */
    Epoch with(Span span, @Nullable Long sequence) {
        boolean first = chunks == 0;
        boolean isEarliest = first || span.start() < earliest;
        boolean isHead = first || span.end() > head;
        return new Epoch(
                number,
                base,
                anchor,
                grid,
                kind,
                isEarliest ? span.start() : earliest,
                isHead ? span.end() : head,
                isHead ? sequence : headSequence,
                repeats,
                turns || (isContinuedBy(span) && isEarlierName(sequence)),
                chunks + 1);
    }
}
