package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk has its place in time: it is to be stored as one object and registered as these segments.
 *
 * <p>The same arrival always gives the same plan. Plans of a feed may be carried out in any order.
 *
 * @param flowId the Flow that owns the segments
 * @param job {@link Ids#job}; the object is named after it
 * @param segments at least one; more than one where time breaks inside the chunk
 * @param flows the owner first, then the Flows it collects; what has to exist in the store before the registration
 * @param sameAs the job whose object should hold these bytes already, so that nothing is uploaded; null for an object of
 *     its own
 * @param settings the feed's settings as they stood when the chunk was announced
 * @param at when the chunk arrived
 */
public record SegmentPlanned(
        String feed,
        UUID arrival,
        ChunkFile file,
        UUID flowId,
        UUID job,
        List<Segment> segments,
        List<Flow> flows,
        @Nullable UUID sameAs,
        FeedSettings settings,
        Instant at)
        implements SegmentEvent {

    public SegmentPlanned {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        requireNonNull(file, "file");
        segments = List.copyOf(segments);
        flows = List.copyOf(flows);
        requireNonNull(settings, "settings");
        requireNonNull(at, "at");
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one segment: " + file.path());
        }
        if (flows.isEmpty() || !flows.get(0).id().equals(flowId)) {
            throw new IllegalArgumentException("a plan's first Flow is its owner: " + file.path());
        }
    }

    @Override
    public UUID eventId() {
        return job;
    }

    @Override
    public Feed.After after() {
        return settings.feed().after();
    }

    /**
     * A segment to register (TAMS {@code flow-segment-post}).
     *
     * @param tsOffset what is added to the object's own time to get the Flow's
     * @param objectTimerange null where it is {@code timerange - tsOffset}
     * @param lastDuration of the last sample in presentation order
     * @param keyFrameCount null where the essence has none
     */
    public record Segment(
            TimeRange timerange,
            Timestamp tsOffset,
            @Nullable TimeRange objectTimerange,
            @Nullable Timestamp lastDuration,
            @Nullable Integer keyFrameCount) {}

    /**
     * A Flow that has to exist.
     *
     * @param role {@code multi}, {@code video}, {@code audio}, {@code audio-2}, …
     * @param essence what was measured; null for the multi Flow
     */
    public record Flow(UUID id, UUID sourceId, String role, Measurement.@Nullable Stream essence) {}
}
