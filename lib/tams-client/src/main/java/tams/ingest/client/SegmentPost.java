package tams.ingest.client;

import static java.util.Objects.requireNonNull;

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
 */
public record SegmentPost(
        String objectId,
        TimeRange timerange,
        @Nullable Timestamp tsOffset,
        @Nullable TimeRange objectTimerange,
        @Nullable Timestamp lastDuration,
        @Nullable Integer keyFrameCount) {

    public SegmentPost {
        requireNonNull(objectId, "objectId");
        requireNonNull(timerange, "timerange");
        if (objectId.isEmpty()) {
            throw new IllegalArgumentException("a segment's object id is empty");
        }
        if (timerange.isEmpty()) {
            throw new IllegalArgumentException("a segment's time range is empty: object " + objectId);
        }
        if (lastDuration != null && lastDuration.isNegative()) {
            throw new IllegalArgumentException("last duration is negative: object " + objectId);
        }
    }
}
