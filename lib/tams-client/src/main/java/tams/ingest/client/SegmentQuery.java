package tams.ingest.client;

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
 * @param urls which of the objects' URLs to list
 * @param objectTimerange whether to list {@link Segment#objectTimerange()}
 */
public record SegmentQuery(
        @Nullable TimeRange timerange,
        @Nullable String objectId,
        @Nullable Integer limit,
        boolean reverse,
        UrlFilter urls,
        boolean objectTimerange) {

    public SegmentQuery {
        if (limit != null) {
            Conditions.positive(limit);
        }
    }

    /** Every segment, without URLs. */
    public static SegmentQuery all() {
        return new SegmentQuery(null, null, null, false, UrlFilter.NONE, false);
    }

    /** What lies in {@code timerange}, without URLs. */
    public static SegmentQuery overlapping(TimeRange timerange) {
        return all().within(timerange);
    }

    public SegmentQuery within(@Nullable TimeRange range) {
        return new SegmentQuery(range, objectId, limit, reverse, urls, objectTimerange);
    }

    public SegmentQuery ofObject(@Nullable String object) {
        return new SegmentQuery(timerange, object, limit, reverse, urls, objectTimerange);
    }

    public SegmentQuery first(int count) {
        return new SegmentQuery(timerange, objectId, count, reverse, urls, objectTimerange);
    }

    public SegmentQuery latestFirst() {
        return new SegmentQuery(timerange, objectId, limit, true, urls, objectTimerange);
    }

    /** With all URLs. */
    public SegmentQuery withUrls() {
        return new SegmentQuery(timerange, objectId, limit, reverse, UrlFilter.ALL, objectTimerange);
    }

    /** With some of the URLs. */
    public SegmentQuery withUrls(UrlFilter some) {
        return new SegmentQuery(timerange, objectId, limit, reverse, some, objectTimerange);
    }

    /** With the time ranges on the objects' own timelines. */
    public SegmentQuery withObjectTimeranges() {
        return new SegmentQuery(timerange, objectId, limit, reverse, urls, true);
    }
}
