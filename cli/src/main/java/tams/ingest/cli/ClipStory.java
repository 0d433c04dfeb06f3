package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.ObjectQuery;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsApi;
import tams.ingest.client.TamsObject;
import tams.ingest.contracts.Json;

/** Where a Source came from, through all generations, and who else uses its objects. Only reads. */
final class ClipStory {

    /** Generations that are followed; a longer line is cut, and says so. */
    static final int GENERATIONS_MAX = 32;

    /** Objects that the store is asked about, one call each. */
    static final int OBJECTS_MAX = 1_000;

    private final TamsApi api;
    private final Map<UUID, Optional<Source>> sources = new LinkedHashMap<>();

    ClipStory(TamsApi api) {
        this.api = api;
    }

    /** @throws CheckFailedException where the store has no such Source */
    ObjectNode of(UUID id) {
        Source source = source(id).orElseThrow(() -> new CheckFailedException("the store has no Source " + id));
        ObjectNode story =
                Json.MAPPER.createObjectNode().put("id", id.toString()).put("label", source.label());
        ancestors(source, story, Set.of(id), 0);
        uses(id, story);
        return story;
    }

    private Optional<Source> source(UUID id) {
        return sources.computeIfAbsent(id, one -> api.sources().find(one));
    }

    /** @param line from the one that was asked for down to this one: nobody descends from itself, whatever tags say */
    private void ancestors(Source source, ObjectNode into, Set<UUID> line, int generation) {
        TagValue tag = source.tags().get(Provenance.TAG);
        if (tag == null) {
            return;
        }
        ArrayNode from = into.putArray("from");
        for (Provenance.Part part : Provenance.parts(tag)) {
            ObjectNode one = from.addObject()
                    .put("id", part.from().toString())
                    .put("timerange", part.range().toString())
                    .put("at", part.at().toString());
            Optional<Source> parent = source(part.from());
            one.put("label", parent.map(Source::label).orElse(null)).put("exists", parent.isPresent());
            if (parent.isPresent() && !line.contains(part.from())) {
                if (generation + 1 < GENERATIONS_MAX) {
                    Set<UUID> longer = new HashSet<>(line);
                    longer.add(part.from());
                    ancestors(parent.get(), one, longer, generation + 1);
                } else {
                    one.put("more", true);
                }
            }
        }
    }

    private void uses(UUID id, ObjectNode into) {
        List<Flow> own = api.flows(FlowQuery.ofSource(id));
        Set<UUID> ownIds = new HashSet<>();
        Set<String> objects = new LinkedHashSet<>();
        ArrayNode flows = into.putArray("flows");
        for (Flow flow : own) {
            ownIds.add(flow.id());
            TagValue tag = flow.tags().get(Provenance.TAG);
            flows.addObject().put("id", flow.id().toString()).put("from", tag == null ? null : tag.toString());
            if (flow.container() != null) {
                for (Segment segment : api.segments(flow.id(), SegmentQuery.all())) {
                    objects.add(segment.objectId());
                }
            }
        }
        Map<UUID, Integer> users = new LinkedHashMap<>();
        objects.stream().limit(OBJECTS_MAX).forEach(object -> count(object, ownIds, users));
        into.put("objects", objects.size()).put("objects_asked", Math.min(objects.size(), OBJECTS_MAX));
        ArrayNode used = into.putArray("used_by");
        users.forEach((flow, count) -> used.addObject()
                .put("flow_id", flow.toString())
                .put("label", api.flow(flow).map(Flow::label).orElse(null))
                .put("objects", count));
    }

    private void count(String object, Set<UUID> own, Map<UUID, Integer> users) {
        Optional<TamsObject> found = api.objects().find(object, ObjectQuery.WITHOUT_URLS);
        found.ifPresent(one -> one.referencedByFlows().stream()
                .filter(flow -> !own.contains(flow))
                .forEach(flow -> users.merge(flow, 1, Integer::sum)));
    }
}
