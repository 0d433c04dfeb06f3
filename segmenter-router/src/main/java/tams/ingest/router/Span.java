package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;

/**
 * The reference essence of one chunk in 90 kHz ticks, unwrapped into the cycle of its epoch.
 *
 * @param start of the first sample in presentation order
 * @param last of the last sample in presentation order; null when unknown
 * @param end of the last sample in presentation order, exclusive
 * @param frame a sample's duration; null when unknown
 */
record Span(
        Kind kind,
        long start,
        @Nullable Long last,
        long end,
        @Nullable Rational frame) {

    /** PTS count to here and start again: 33 bits, 26.5 hours. */
    static final long CYCLE = 1L << 33;

    /** Half a frame where the frame is unknown: that of 25 frames a second. */
    private static final Rational HALF_FRAME_DEFAULT = Rational.of(1_800);

    /** As the file counts. @throws IllegalArgumentException when the stream's range is not known */
    static Span of(Stream stream) {
        Long start = stream.startTicks();
        Long end = stream.endTicks();
        if (start == null || end == null) {
            throw new IllegalArgumentException("the range of PID " + stream.pid() + " is not known");
        }
        return new Span(stream.type(), start, stream.maxPts(), end, stream.frameTicks());
    }

    /** From 0, as long as its frames last: a stream that says no more than that. */
    static Span counted(Stream stream) {
        Rational frame = requireNonNull(stream.frameTicks(), "frameTicks");
        long last = frame.times(stream.frames() - 1).rounded();
        return new Span(stream.type(), 0, last, frame.times(stream.frames()).rounded(), frame);
    }

    /**
     * The same in the cycle that brings its start nearest to {@code near}: right for anything that lies less than 13.25
     * hours from there (reference rule R3).
     */
    Span unwrapped(long near) {
        long ahead = Math.floorMod(start - near, CYCLE);
        return shifted(near + (ahead >= CYCLE / 2 ? ahead - CYCLE : ahead) - start);
    }

    private Span shifted(long by) {
        return by == 0 ? this : new Span(kind, start + by, last == null ? null : last + by, end + by, frame);
    }

    long length() {
        return end - start;
    }

    /** The largest miss that is jitter rather than time. */
    Rational halfFrame() {
        return frame == null ? HALF_FRAME_DEFAULT : new Rational(frame.numerator(), 2 * frame.denominator());
    }
}
