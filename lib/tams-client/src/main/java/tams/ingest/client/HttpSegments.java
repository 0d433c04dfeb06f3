package tams.ingest.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** Segments over HTTP. */
final class HttpSegments implements TamsSegments {

    private final Address flows;
    private final IngestCalls calls;
    private final Pages pages;
    private final Deletions deletions;

    HttpSegments(Address root, IngestCalls calls, Pages pages, Deletions deletions) {
        flows = root.at("flows");
        this.calls = calls;
        this.pages = pages;
        this.deletions = deletions;
    }

    @Override
    public List<Segment> list(UUID flow, SegmentQuery query) {
        Address address = query.urls()
                .applyTo(flows.at(flow, "segments")
                        .with("timerange", query.timerange())
                        .with("object_id", query.objectId())
                        .with("reverse_order", query.reverse() ? true : null))
                .with("include_object_timerange", query.objectTimerange() ? true : null);
        try {
            return pages.read(
                    "segments",
                    address,
                    Segment.class,
                    segment -> query.objectId() == null || query.objectId().equals(segment.objectId()),
                    query.limit());
        } catch (StoreException e) {
            // The specification has an empty list for an unknown Flow; OpenTAMS answers 404.
            if (e.status() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Registration register(UUID flow, SegmentPost segment) {
        return calls.register(flows.at(flow, "segments"), List.of(segment), segment);
    }

    @Override
    public Registration register(UUID flow, List<SegmentPost> segments) {
        return calls.register(flows.at(flow, "segments"), segments, segments);
    }

    @Override
    public Registration refer(UUID flow, List<SegmentReference> references) {
        return calls.refer(flows.at(flow, "segments"), references);
    }

    @Override
    public List<SegmentReference> references(UUID flow) {
        Address address = UrlFilter.NONE.applyTo(flows.at(flow, "segments").with("dereference", false));
        return pages.read("segments", address, JsonNode.class, entry -> entry.has("reference"), null).stream()
                .map(entry -> Json.MAPPER.convertValue(entry, SegmentReference.class))
                .toList();
    }

    @Override
    public Deletion delete(UUID flow, TimeRange timerange) {
        return deletions.delete("delete segments", within(flow, timerange));
    }

    @Override
    public Deletion delete(UUID flow, TimeRange timerange, String objectId) {
        return deletions.delete("delete segments", within(flow, timerange).with("object_id", objectId));
    }

    private Address within(UUID flow, TimeRange timerange) {
        if (timerange.isEmpty()) {
            throw new IllegalArgumentException("an empty time range has no segments to delete");
        }
        return flows.at(flow, "segments").with("timerange", timerange);
    }
}
