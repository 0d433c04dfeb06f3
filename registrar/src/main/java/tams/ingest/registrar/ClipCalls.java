package tams.ingest.registrar;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.TimeRange;

/** What clips ask of a store. Blocking; {@link tams.ingest.client.StoreException} for whatever does not succeed. */
interface ClipCalls {

    boolean hasFlow(UUID flow);

    /** As {@link tams.ingest.client.TamsStore#segments}. */
    List<Segment> segments(UUID flow, SegmentQuery query);

    /** As {@link tams.ingest.client.TamsStore#register}. */
    Registration register(UUID flow, List<SegmentPost> segments);

    /** Deletes the segments that lie completely in {@code range}. Repeating is safe. */
    Deletion delete(UUID flow, TimeRange range);

    /** The same for those of one object. */
    Deletion delete(UUID flow, TimeRange range, String objectId);

    /** How far a deletion is; empty when the store has forgotten it. */
    Optional<DeleteRequest> find(UUID request);

    static ClipCalls to(TamsApi store) {
        return new ClipCalls() {
            @Override
            public boolean hasFlow(UUID flow) {
                return store.flow(flow).isPresent();
            }

            @Override
            public List<Segment> segments(UUID flow, SegmentQuery query) {
                return store.segments(flow, query);
            }

            @Override
            public Registration register(UUID flow, List<SegmentPost> segments) {
                return store.register(flow, segments);
            }

            @Override
            public Deletion delete(UUID flow, TimeRange range) {
                return store.segments().delete(flow, range);
            }

            @Override
            public Deletion delete(UUID flow, TimeRange range, String objectId) {
                return store.segments().delete(flow, range, objectId);
            }

            @Override
            public Optional<DeleteRequest> find(UUID request) {
                return store.deletions().find(request);
            }
        };
    }
}
