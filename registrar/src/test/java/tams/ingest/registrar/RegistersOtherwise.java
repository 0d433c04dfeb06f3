package tams.ingest.registrar;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.contracts.TimeRange;

/** A store that does something else when it is to register. */
record RegistersOtherwise(ClipCalls real, BiFunction<ClipCalls, List<SegmentPost>, Registration> instead)
        implements ClipCalls {

    @Override
    public boolean hasFlow(UUID flow) {
        return real.hasFlow(flow);
    }

    @Override
    public List<Segment> segments(UUID flow, SegmentQuery query) {
        return real.segments(flow, query);
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> segments) {
        return instead.apply(real, segments);
    }

    @Override
    public Deletion delete(UUID flow, TimeRange range) {
        return real.delete(flow, range);
    }

    @Override
    public Deletion delete(UUID flow, TimeRange range, String objectId) {
        return real.delete(flow, range, objectId);
    }

    @Override
    public Optional<DeleteRequest> find(UUID request) {
        return real.find(request);
    }
}
