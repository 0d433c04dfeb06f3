package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A stretch of a Flow that shows a stretch of another: an extension that few stores have ({@link
 * Service#hasReferenceSegments}).
 *
 * @param timerange as long as what is shown, and free of segments
 * @param tsOffset what is added to the other Flow's time to get this one's; null has the store work it out
 */
public record SegmentReference(
        Shown reference, TimeRange timerange, @Nullable Timestamp tsOffset) {

    public SegmentReference {
        requireNonNull(reference, "reference");
        requireNonNull(timerange, "timerange");
    }

    /** What is shown of a Flow, on its own timeline. */
    public record Shown(UUID flowId, TimeRange timerange) {

        public Shown {
            requireNonNull(flowId, "flowId");
            requireNonNull(timerange, "timerange");
        }
    }
}
