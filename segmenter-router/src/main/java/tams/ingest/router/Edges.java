package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** The two bounds of a range of the form {@code [start_end)}, the only form on a timeline of media that lasts. */
final class Edges {

    private Edges() {}

    static Timestamp start(TimeRange range) {
        return requireNonNull(range.start(), "a range on the timeline has a start");
    }

    static Timestamp end(TimeRange range) {
        return requireNonNull(range.end(), "a range on the timeline has an end");
    }

    /** What lies between two ranges; empty when the second does not begin after the first. */
    static TimeRange between(TimeRange earlier, TimeRange later) {
        Timestamp from = end(earlier);
        Timestamp to = start(later);
        return TimeRange.between(from, to);
    }

    /** Whether a range is longer than that; an empty one never is. */
    static boolean isWider(TimeRange range, Timestamp tolerance) {
        return !range.isEmpty() && end(range).minus(start(range)).compareTo(tolerance) > 0;
    }
}
