package tams.ingest.client;

import java.util.List;
import java.util.UUID;
import tams.ingest.contracts.TimeRange;

/** Segments of Flows. */
public interface TamsSegments {

    /** The segments of {@code flow} that match, in the store's order, from all pages; empty for an unknown Flow. */
    List<Segment> list(UUID flow, SegmentQuery query);

    /**
     * Registers one segment in the API's form for one, which every version knows. Not repeatable, as {@link
     * TamsStore#register} is not.
     *
     * @return complete, or the segment that the store refused where it says so with 200
     */
    Registration register(UUID flow, SegmentPost segment);

    /** As {@link TamsStore#register}: in the API's form for several (since 7.0). */
    Registration register(UUID flow, List<SegmentPost> segments);

    /**
     * Adds references, where the store takes them ({@link Service#hasReferenceSegments}). Not repeatable, as {@link
     * TamsStore#register} is not. A reference that failed is told by its time range, and has no object.
     */
    Registration refer(UUID flow, List<SegmentReference> references);

    /** The references of {@code flow} in order, from all pages; none where the store has no such thing. */
    List<SegmentReference> references(UUID flow);

    /**
     * Deletes the segments that lie completely in {@code timerange}. Repeating is safe.
     *
     * @param timerange {@link TimeRange#ETERNITY} for all of them, which has to be said
     */
    Deletion delete(UUID flow, TimeRange timerange);

    /** Deletes the segments of one object that lie completely in {@code timerange}. Repeating is safe. */
    Deletion delete(UUID flow, TimeRange timerange, String objectId);
}
