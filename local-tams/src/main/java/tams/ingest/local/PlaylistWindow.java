package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The last Segments of a stretch, fed in the order of time, with what a player must know of those before them.
 *
 * <p>Media is continuous where a Segment begins at the end of the one before it and has the same {@code ts_offset}, both
 * within {@link #ROUNDING}; elsewhere is a discontinuity.
 */
final class PlaylistWindow {

    /** Of writers that round times to nanoseconds one by one; a thousandth of an audio frame. */
    private static final BigInteger ROUNDING = BigInteger.valueOf(1_000);

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    /** @param discontinuous whether it does not go on where the one before it ended */
    record Part(TimeRange range, String objectId, boolean discontinuous) {

        Timestamp length() {
            return range.length().orElse(Timestamp.ZERO);
        }
    }

    private final int most;
    private final Deque<Part> parts = new ArrayDeque<>();
    private long sequence;
    private long discontinuities;
    private @Nullable Timestamp end;
    private Timestamp offset = Timestamp.ZERO;

    /**
     * A window.
     *
     * @param most Segments kept
     * @param gone Segments that were there before the first that will be added
     */
    PlaylistWindow(int most, long gone) {
        this.most = most;
        this.sequence = gone;
    }

    void add(SegmentTable.Row row) {
        TimeRange range = row.extent().toTimeRange();
        Timestamp start = bound(range.start());
        Timestamp own = offset(row.body());
        boolean discontinuous = end != null && (differ(end, start) || differ(offset, own));
        parts.addLast(new Part(range, row.objectId(), discontinuous));
        end = bound(range.end());
        offset = own;
        if (parts.size() > most) {
            sequence++;
            discontinuities += parts.removeFirst().discontinuous() ? 1 : 0;
        }
    }

    private static Timestamp bound(@Nullable Timestamp bound) {
        if (bound == null) {
            throw new IllegalStateException("a Segment without bounds was stored");
        }
        return bound;
    }

    private static Timestamp offset(JsonNode body) {
        return body.has("ts_offset") ? Timestamp.parse(body.path("ts_offset").asText()) : Timestamp.ZERO;
    }

    private static boolean differ(Timestamp one, Timestamp other) {
        return nanos(one).subtract(nanos(other)).abs().compareTo(ROUNDING) > 0;
    }

    /** 48 bits of seconds do not fit a long of nanoseconds. */
    static BigInteger nanos(Timestamp at) {
        return BigInteger.valueOf(at.seconds()).multiply(NANOS).add(BigInteger.valueOf(at.nanos()));
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The number of the first Segment kept. */
    long sequence() {
        return sequence;
    }

    /** Discontinuities before the first Segment kept. */
    long discontinuities() {
        return discontinuities;
    }

    /** Seconds from the first to the last sample, gaps left out, rounded up. */
    long seconds() {
        BigInteger sum = parts.stream().map(part -> nanos(part.length())).reduce(BigInteger.ZERO, BigInteger::add);
        return sum.add(NANOS.subtract(BigInteger.ONE)).divide(NANOS).longValueExact();
    }

    /** Seconds of the longest Segment kept, rounded up. */
    long longestSeconds() {
        return parts.stream()
                .map(Part::length)
                .mapToLong(length -> length.seconds() + (length.nanos() > 0 ? 1 : 0))
                .max()
                .orElse(0);
    }
}
