package tams.ingest.router;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The stretches of a Flow's timeline that have segments, coalesced. Immutable.
 *
 * @param ranges {@code [start_end)}, in order, neither touching nor overlapping
 */
record TakenTime(List<TimeRange> ranges) {

    static final TakenTime NONE = new TakenTime(List.of());

    /**
     * Bounds a feed's state to about 16 KiB. A feed with more open holes forgets its oldest stretches; what comes late
     * for that time is judged by the store, which refuses overlaps.
     */
    static final int RANGES_MAX = 256;

    @JsonCreator
    TakenTime {
        ranges = List.copyOf(ranges);
    }

    @JsonValue
    @Override
    public List<TimeRange> ranges() {
        return ranges;
    }

    Optional<TimeRange> first() {
        return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.get(0));
    }

    Optional<TimeRange> last() {
        return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.get(ranges.size() - 1));
    }

    /** What {@code wanted} has in common with the first stretch it overlaps. */
    Optional<TimeRange> overlap(TimeRange wanted) {
        int at = startingBy(Edges.start(wanted));
        for (int i = Math.max(0, at); i <= at + 1 && i < ranges.size(); i++) {
            TimeRange common = ranges.get(i).intersection(wanted);
            if (!common.isEmpty()) {
                return Optional.of(common);
            }
        }
        return Optional.empty();
    }

    /** The index of the last stretch that starts no later than that; -1 where all start later. */
    private int startingBy(Timestamp time) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Edges.start(ranges.get(middle)).compareTo(time) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /**
     * The place that is meant: an edge that misses a neighbour's by no more than jitter becomes the neighbour's, so that
     * segments meet to the nanosecond and never overlap (reference rules R16, R18).
     *
     * @param overlap the largest overlap that is jitter
     * @param distance the largest distance that is jitter
     * @return {@code wanted} where nothing is close, or where the overlap is a real one
     */
    TimeRange settle(TimeRange wanted, Timestamp overlap, Timestamp distance) {
        Timestamp start = Edges.start(wanted);
        Timestamp end = Edges.end(wanted);
        int at = startingBy(start);
        Timestamp settledStart = at < 0 ? start : near(start, Edges.end(ranges.get(at)), overlap, distance);
        Timestamp settledEnd =
                at + 1 == ranges.size() ? end : near(end, Edges.start(ranges.get(at + 1)), distance, overlap);
        TimeRange settled = TimeRange.between(settledStart, settledEnd);
        return settled.isEmpty() ? wanted : settled;
    }

    /** {@code edge}, unless the neighbour's lies at most {@code after} later or {@code before} earlier. */
    private static Timestamp near(Timestamp edge, Timestamp neighbour, Timestamp after, Timestamp before) {
        boolean close = neighbour.compareTo(edge.plus(after)) <= 0 && neighbour.compareTo(edge.minus(before)) >= 0;
        return close ? neighbour : edge;
    }

    /** The same with a stretch that overlaps none of these. @throws IllegalArgumentException when it has no length */
    TakenTime plus(TimeRange added) {
        if (added.isEmpty()) {
            throw new IllegalArgumentException("a stretch without length has no place in time");
        }
        int at = startingBy(Edges.start(added));
        boolean follows = at >= 0 && Edges.end(ranges.get(at)).equals(Edges.start(added));
        boolean leads =
                at + 1 < ranges.size() && Edges.start(ranges.get(at + 1)).equals(Edges.end(added));
        Timestamp start = Edges.start(follows ? ranges.get(at) : added);
        Timestamp end = Edges.end(leads ? ranges.get(at + 1) : added);
        List<TimeRange> next = new ArrayList<>(ranges.size() + 1);
        next.addAll(ranges.subList(0, follows ? at : at + 1));
        next.add(TimeRange.between(start, end));
        next.addAll(ranges.subList(leads ? at + 2 : at + 1, ranges.size()));
        return new TakenTime(next.subList(Math.max(0, next.size() - RANGES_MAX), next.size()));
    }
}
