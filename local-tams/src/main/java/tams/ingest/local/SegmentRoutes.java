package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code POST} and {@code DELETE /flows/{flowId}/segments}.
 *
 * @param references whether references are taken besides Segments (docs/adr/0023)
 */
record SegmentRoutes(Database database, ObjectStore objects, Deletions deletions, Clock clock, boolean references) {

    /** Bounds how long one request keeps other writers waiting, to about 300 ms. */
    static final int SEGMENTS_MAX = 1_000;

    void addTo(RoutesConfig routes) {
        routes.post("/flows/{flowId}/segments", this::post);
        routes.delete("/flows/{flowId}/segments", this::delete);
    }

    private void post(Context context) {
        Request request = new Request(context);
        String flowId = request.id("flowId");
        JsonNode body =
                request.body("segment", Shape.oneOrMany(references ? Shapes.SEGMENT_OR_REFERENCE : Shapes.SEGMENT));
        database.read(sql -> FlowTable.require(sql, flowId).writable().requireContainer());
        if (body.size() > SEGMENTS_MAX && body.isArray()) {
            throw Refusal.badRequest(
                    "too_many", body.size() + " Segments in one request, at most " + SEGMENTS_MAX + ": send several");
        }
        Set<String> uploaded = uploaded(body);
        if (body.isArray()) {
            ArrayNode failed = database.write(sql -> registerAll(sql, flowId, body, uploaded));
            answer(context, failed);
        } else {
            database.write(sql -> {
                Registration registration = begin(sql, flowId, uploaded);
                add(registration, new Referencing(registration), body);
                return end(registration);
            });
            context.status(Answer.CREATED);
        }
    }

    private static void answer(Context context, ArrayNode failed) {
        if (failed.isEmpty()) {
            context.status(Answer.CREATED);
        } else {
            Answer.json(context, Answer.OK, Documents.object().set("failed_segments", failed));
        }
    }

    /** Looks for the bytes before the transaction begins, so that no writer waits for a disk or a network. */
    private Set<String> uploaded(JsonNode body) {
        Set<String> ids = new HashSet<>();
        for (JsonNode segment : body.isArray() ? body : List.of(body)) {
            ids.add(segment.path("object_id").asText());
            ids.add(segment.path("init_object_id").asText());
        }
        Set<String> keys = database.read(sql -> unregistered(sql, ids));
        keys.removeIf(key -> !objects.exists(key));
        return keys;
    }

    private static Set<String> unregistered(Sql sql, Set<String> ids) throws SQLException {
        Set<String> keys = new HashSet<>();
        for (String id : ids) {
            ObjectTable.find(sql, id)
                    .filter(object -> !object.isRegistered())
                    .map(ObjectTable.Row::storageKey)
                    .ifPresent(keys::add);
        }
        return keys;
    }

    private Registration begin(Sql sql, String flowId, Set<String> uploaded) throws SQLException {
        Flow flow = FlowTable.require(sql, flowId).writable();
        flow.requireContainer();
        return new Registration(sql, flow, uploaded, new ArrayList<>(), Api.now(clock));
    }

    private static Instant end(Registration registration) throws SQLException {
        FlowTable.touchSegments(registration.sql(), registration.flow().id(), registration.now());
        Events.segmentsAdded(registration.sql(), registration.flow(), registration.added(), registration.now());
        return registration.now();
    }

    /**
     * Adds each Segment by itself, one failure does not stop the others (TAMS ADR 0029).
     *
     * @return the failures
     */
    private ArrayNode registerAll(Sql sql, String flowId, JsonNode posted, Set<String> uploaded) throws SQLException {
        Registration registration = begin(sql, flowId, uploaded);
        Referencing referencing = new Referencing(registration);
        ArrayNode failed = Documents.object().putArray("failed_segments");
        for (JsonNode segment : posted) {
            try {
                add(registration, referencing, segment);
            } catch (Refusal refusal) {
                ObjectNode failure = failed.addObject();
                String what = isReference(segment) ? "reference" : "object_id";
                failure.set(what, segment.get(what));
                failure.set("timerange", segment.get("timerange"));
                failure.set("error", refusal.toJson(registration.now()));
            }
        }
        if (failed.size() < posted.size()) {
            end(registration);
        }
        return failed;
    }

    private void add(Registration registration, Referencing referencing, JsonNode posted) throws SQLException {
        if (isReference(posted)) {
            referencing.add(NewReference.of(posted));
        } else {
            registration.add(NewSegment.of(posted));
        }
    }

    private boolean isReference(JsonNode posted) {
        return references && posted.has("reference");
    }

    private void delete(Context context) {
        Request request = new Request(context);
        String flowId = request.id("flowId");
        Extent within = request.timerange().map(Extent::of).orElse(Extent.ALWAYS);
        SegmentTable.Selection doomed =
                new SegmentTable.Selection(flowId, within, request.text("object_id"), false, null);
        deletions.answer(context, doomed, false);
    }
}
