package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsObject;

/** The segments of a model store's Flows: none without bytes, no two of a Flow at the same time. */
final class ModelSegments {

    final Map<UUID, List<Segment>> ofFlows = new HashMap<>();
    private final Map<String, byte[]> objects;

    /**
     * No segments yet.
     *
     * @param objects the bytes of each object, which change as uploads arrive
     */
    ModelSegments(Map<String, byte[]> objects) {
        this.objects = objects;
    }

    Registration register(UUID flow, List<SegmentPost> posts) {
        List<Registration.FailedSegment> failed = new ArrayList<>();
        for (SegmentPost post : posts) {
            String words = add(flow, post);
            if (words != null) {
                failed.add(new Registration.FailedSegment(post.objectId(), post.timerange(), null, words));
            }
        }
        return new Registration(failed, failed.isEmpty() ? 201 : 200);
    }

    private @Nullable String add(UUID flow, SegmentPost post) {
        if (!objects.containsKey(post.objectId())) {
            return "object has no bytes";
        }
        List<Segment> listed = ofFlows.computeIfAbsent(flow, id -> new ArrayList<>());
        if (listed.stream().anyMatch(other -> other.timerange().overlaps(post.timerange()))) {
            return "overlap";
        }
        listed.add(new Segment(
                post.objectId(),
                post.timerange(),
                post.tsOffset(),
                post.objectTimerange(),
                post.lastDuration(),
                post.keyFrameCount(),
                List.of(),
                Map.of()));
        listed.sort(Comparator.comparing(Segment::timerange, (one, other) -> one.compareStarts(other)));
        return null;
    }

    List<Segment> matching(UUID flow, SegmentQuery query) {
        List<Segment> listed = new ArrayList<>(ofFlows.getOrDefault(flow, List.of()));
        if (query.reverse()) {
            Collections.reverse(listed);
        }
        return listed.stream()
                .filter(segment -> query.objectId() == null || query.objectId().equals(segment.objectId()))
                .filter(segment ->
                        query.timerange() == null || query.timerange().overlaps(segment.timerange()))
                .limit(query.limit() == null ? Integer.MAX_VALUE : query.limit())
                .toList();
    }

    /** An object that a segment refers to. */
    Optional<TamsObject> object(String id) {
        return all().stream()
                .filter(segment -> segment.objectId().equals(id))
                .map(segment -> new TamsObject(id, List.of(), null, null, List.of(), Map.of()))
                .findFirst();
    }

    /** All segments of all Flows. */
    List<Segment> all() {
        return ofFlows.values().stream().flatMap(List::stream).toList();
    }
}
