package tams.ingest.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import tams.ingest.client.GetUrl;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StoreUrl;
import tams.ingest.client.UrlFilter;

/** The segments of a {@link NastyStore}, some of which are not listed yet. */
final class NastySegments {

    static final String URL = "http://nasty.invalid/";

    private record Row(Segment segment, long listedFrom) {}

    private final Map<UUID, List<Row>> flows = new HashMap<>();
    private final LongSupplier nanos;

    NastySegments(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether something holds the time already. */
    boolean overlaps(UUID flow, SegmentPost post) {
        return rows(flow).stream().anyMatch(row -> row.segment().timerange().overlaps(post.timerange()));
    }

    private List<Row> rows(UUID flow) {
        return flows.getOrDefault(flow, List.of());
    }

    /** Writes a segment, over one of the same end where there is one, whatever else there is. */
    Segment write(UUID flow, SegmentPost post, Duration unlisted) {
        List<Row> rows = flows.computeIfAbsent(flow, id -> new ArrayList<>());
        rows.removeIf(row ->
                Objects.equals(row.segment().timerange().end(), post.timerange().end()));
        Segment segment = segment(post, List.of(url(post.objectId())));
        rows.add(new Row(segment, nanos.getAsLong() + unlisted.toNanos()));
        rows.sort((one, other) ->
                one.segment().timerange().compareStarts(other.segment().timerange()));
        return segment;
    }

    private static GetUrl url(String objectId) {
        return new GetUrl(StoreUrl.of(URL + objectId + "?" + NastyAudit.SIGNATURE), null, true, null, Map.of());
    }

    private static Segment segment(SegmentPost post, List<GetUrl> urls) {
        return new Segment(
                post.objectId(),
                post.timerange(),
                post.tsOffset(),
                post.objectTimerange(),
                post.lastDuration(),
                post.keyFrameCount(),
                urls,
                Map.of());
    }

    List<Segment> matching(UUID flow, SegmentQuery query) {
        List<Segment> matching = new ArrayList<>();
        for (Row row : rows(flow)) {
            Segment segment = row.segment();
            if (row.listedFrom() <= nanos.getAsLong()
                    && (query.objectId() == null || query.objectId().equals(segment.objectId()))
                    && (query.timerange() == null || query.timerange().overlaps(segment.timerange()))) {
                matching.add(UrlFilter.NONE.equals(query.urls()) ? withoutUrls(segment) : segment);
            }
        }
        if (query.reverse()) {
            Collections.reverse(matching);
        }
        Integer limit = query.limit();
        return limit == null || limit >= matching.size() ? matching : matching.subList(0, limit);
    }

    private static Segment withoutUrls(Segment segment) {
        return new Segment(
                segment.objectId(),
                segment.timerange(),
                segment.tsOffset(),
                segment.objectTimerange(),
                segment.lastDuration(),
                segment.keyFrameCount(),
                List.of(),
                segment.more());
    }

    /** Whether the Flow has a segment with the object, listed or not. */
    boolean uses(UUID flow, String objectId) {
        return rows(flow).stream().anyMatch(row -> row.segment().objectId().equals(objectId));
    }

    /** Everything there is, listed or not. */
    Map<UUID, List<Segment>> all() {
        Map<UUID, List<Segment>> all = new HashMap<>();
        flows.forEach(
                (flow, rows) -> all.put(flow, rows.stream().map(Row::segment).toList()));
        return all;
    }
}
