package tams.ingest.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * Which segments of a Flow to list.
 *
 * @param timerange those that overlap it; null for all of time
 * @param objectId those with this object; null for any. Some stores ignore it, so it is applied to what they answer
 *     too; give a time range with it, or such a store lists the whole Flow
 * @param limit how many at most, from the beginning of the listing; null for all
 * @param reverse latest first
 * @param acceptGetUrls labels of the URLs to list; empty for none, which is much faster; null for all
 * @param objectTimerange whether to list {@link Segment#objectTimerange()}
 */
public record SegmentQuery(
        @Nullable TimeRange timerange,
        @Nullable String objectId,
        @Nullable Integer limit,
        boolean reverse,
        @Nullable List<String> acceptGetUrls,
        boolean objectTimerange) {

    public SegmentQuery {
        acceptGetUrls = acceptGetUrls == null ? null : List.copyOf(acceptGetUrls);
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit is not positive: " + limit);
        }
    }

    /** Every segment, without URLs. */
    public static SegmentQuery all() {
        return new SegmentQuery(null, null, null, false, List.of(), false);
    }

    /** What lies in {@code timerange}, without URLs. */
    public static SegmentQuery overlapping(TimeRange timerange) {
        return all().within(timerange);
    }

    public SegmentQuery within(@Nullable TimeRange range) {
        return new SegmentQuery(range, objectId, limit, reverse, acceptGetUrls, objectTimerange);
    }

    public SegmentQuery ofObject(@Nullable String object) {
        return new SegmentQuery(timerange, object, limit, reverse, acceptGetUrls, objectTimerange);
    }

    public SegmentQuery first(int count) {
        return new SegmentQuery(timerange, objectId, count, reverse, acceptGetUrls, objectTimerange);
    }

    public SegmentQuery latestFirst() {
        return new SegmentQuery(timerange, objectId, limit, true, acceptGetUrls, objectTimerange);
    }

    /** With all URLs. */
    public SegmentQuery withUrls() {
        return new SegmentQuery(timerange, objectId, limit, reverse, null, objectTimerange);
    }
}
