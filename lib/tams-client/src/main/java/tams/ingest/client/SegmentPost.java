package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A segment to register.
 *
 * @param timerange must not overlap another segment of the Flow
 * @param tsOffset what is added to the object's own time to get the Flow's; null means 0:0
 * @param objectTimerange null where the segment uses all of the object, and where the object is re-used
 * @param lastDuration of the last sample in presentation order
 * @param keyFrameCount null where the essence has none
 * @param initObjectId the object that a reader needs first; null for media that needs none, such as a transport stream
 * @param getUrls where an object lies that the store does not manage; null for one that was allocated
 */
public record SegmentPost(
        String objectId,
        TimeRange timerange,
        @Nullable Timestamp tsOffset,
        @Nullable TimeRange objectTimerange,
        @Nullable Timestamp lastDuration,
        @Nullable Integer keyFrameCount,
        @Nullable String initObjectId,
        @Nullable List<ExternalUrl> getUrls) {

    public SegmentPost {
        requireNonNull(objectId, "objectId");
        requireNonNull(timerange, "timerange");
        if (objectId.isEmpty()) {
            throw new IllegalArgumentException("a segment's object id is empty");
        }
        if (timerange.isEmpty()) {
            throw new IllegalArgumentException("a segment's time range is empty: object " + objectId);
        }
        getUrls = getUrls == null ? null : List.copyOf(getUrls);
        if (lastDuration != null && lastDuration.isNegative()) {
            throw new IllegalArgumentException("last duration is negative: object " + objectId);
        }
    }

    /** A segment of an allocated object that needs no other. */
    public SegmentPost(
            String objectId,
            TimeRange timerange,
            @Nullable Timestamp tsOffset,
            @Nullable TimeRange objectTimerange,
            @Nullable Timestamp lastDuration,
            @Nullable Integer keyFrameCount) {
        this(objectId, timerange, tsOffset, objectTimerange, lastDuration, keyFrameCount, null, null);
    }

    /** The same for an object that lies where the store does not manage it. */
    public SegmentPost at(List<ExternalUrl> urls) {
        return new SegmentPost(
                objectId, timerange, tsOffset, objectTimerange, lastDuration, keyFrameCount, initObjectId, urls);
    }

    /** The same for an object that is read after another. */
    public SegmentPost after(@Nullable String initObject) {
        return new SegmentPost(
                objectId, timerange, tsOffset, objectTimerange, lastDuration, keyFrameCount, initObject, getUrls);
    }

    /** A place outside the store, and the label it goes by. */
    public record ExternalUrl(StoreUrl url, String label) {}
}
