package tams.ingest.testbed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.GetUrl;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StoreUrl;
import tams.ingest.client.UrlFilter;

/** The segments of a store in memory: no two of a Flow at the same time. */
final class MemorySegments {

    static final String URL = "http://memory.invalid/";

    private final Map<UUID, List<Segment>> flows = new HashMap<>();
    private final MemoryObjects objects;
    private final Personality personality;

    MemorySegments(MemoryObjects objects, Personality personality) {
        this.objects = objects;
        this.personality = personality;
    }

    Registration register(UUID flow, List<SegmentPost> posts) {
        List<Segment> before = List.copyOf(flows.getOrDefault(flow, List.of()));
        List<Registration.FailedSegment> failed = new ArrayList<>();
        for (SegmentPost post : posts) {
            String words = add(flow, post);
            if (words != null) {
                failed.add(new Registration.FailedSegment(post.objectId(), post.timerange(), null, words));
            }
        }
        if (personality.wholeBatches() && !failed.isEmpty()) {
            flows.put(flow, new ArrayList<>(before));
            throw StoreRefusals.answered(StoreCall.REGISTER, 422, failed.get(0).words());
        }
        flows.getOrDefault(flow, List.of()).forEach(segment -> objects.register(segment.objectId()));
        return new Registration(failed, failed.isEmpty() ? 201 : 200);
    }

    private @Nullable String add(UUID flow, SegmentPost post) {
        String objection = objects.objection(post.objectId(), flow, personality.demandsBytes());
        if (objection != null) {
            return objection;
        }
        List<Segment> listed = flows.computeIfAbsent(flow, id -> new ArrayList<>());
        if (listed.stream().anyMatch(other -> other.timerange().overlaps(post.timerange()))) {
            return "overlap";
        }
        listed.add(new Segment(
                post.objectId(),
                post.timerange(),
                personality.listsOffsets() ? post.tsOffset() : null,
                post.objectTimerange(),
                post.lastDuration(),
                post.keyFrameCount(),
                List.of(new GetUrl(StoreUrl.of(URL + post.objectId()), null, true, null, Map.of())),
                Map.of()));
        listed.sort(Comparator.comparing(Segment::timerange, (one, other) -> one.compareStarts(other)));
        return null;
    }

    /** What a client shows: it applies the object's id itself where a store does not. */
    List<Segment> matching(UUID flow, SegmentQuery query) {
        List<Segment> listed = new ArrayList<>(flows.getOrDefault(flow, List.of()));
        if (query.reverse()) {
            Collections.reverse(listed);
        }
        Stream<Segment> matching = listed.stream()
                .filter(segment -> query.objectId() == null || query.objectId().equals(segment.objectId()))
                .filter(segment ->
                        query.timerange() == null || query.timerange().overlaps(segment.timerange()));
        return matching.limit(query.limit() == null ? Long.MAX_VALUE : query.limit())
                .map(segment -> UrlFilter.NONE.equals(query.urls()) ? withoutUrls(segment) : segment)
                .toList();
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

    /** Flows with a segment of the object. */
    List<UUID> flowsOf(String objectId) {
        return flows.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(segment -> segment.objectId().equals(objectId)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
