package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A stretch of a Flow as another one shows it, by using the same objects (TAMS, "Re-use of Objects").
 *
 * @param timerange on the original's timeline
 * @param shift what is added to the original's times
 * @param wholeSegments whether segments at the edges are taken whole; otherwise they are cut to the range, so that their
 *     objects are used in part
 */
public record Excerpt(TimeRange timerange, Timestamp shift, boolean wholeSegments) {

    public Excerpt {
        requireNonNull(timerange, "timerange");
        requireNonNull(shift, "shift");
    }

    /** A segment of the original as it is to be registered; empty where it is not shown. */
    public Optional<SegmentPost> of(Segment segment) {
        TimeRange common = segment.timerange().intersection(timerange);
        if (common.isEmpty()) {
            return Optional.empty();
        }
        TimeRange shown = wholeSegments ? segment.timerange() : common;
        Timestamp offset =
                segment.tsOffset() == null ? shift : segment.tsOffset().plus(shift);
        return Optional.of(new SegmentPost(
                segment.objectId(), shown.shifted(shift), offset, null, lastDuration(segment, shown), null));
    }

    /** Whether a Flow that shows this excerpt may have something there. */
    public boolean mayHave(TimeRange shown) {
        TimeRange original = shown.shifted(shift.negated());
        return wholeSegments ? timerange.overlaps(original) : timerange.contains(original);
    }

    /** What is known of the last sample, where that is still within. */
    private static @Nullable Timestamp lastDuration(Segment segment, TimeRange shown) {
        Timestamp last = segment.lastDuration();
        boolean isWithin = last != null
                && shown.compareEnds(segment.timerange()) == 0
                && shown.length().map(length -> length.compareTo(last) >= 0).orElse(false);
        return isWithin ? last : null;
    }
}
