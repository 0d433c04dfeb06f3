package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code POST /flows/{flowId}/storage}: ids for new objects, and URLs to upload them to. */
record StorageRoutes(Database database, ObjectStore objects, Clock clock) {

    /** Given when a client does not say how many. */
    static final int OBJECTS_DEFAULT = 10;

    /** Bounds one answer to about 600 KB and 200 ms of signing. */
    static final int OBJECTS_MAX = 1_000;

    /** S3's limit for a key; ids are not keys here, but may become some elsewhere. */
    static final int ID_CHARS_MAX = 1_024;

    void addTo(RoutesConfig routes) {
        routes.post("/flows/{flowId}/storage", this::allocate);
    }

    private void allocate(Context context) {
        Request request = new Request(context);
        String flowId = request.id("flowId");
        JsonNode asked = request.hasBody() ? request.body("storage request", Shapes.STORAGE) : Documents.object();
        check(asked);
        List<String> ids = ids(asked);
        @Nullable String contentType =
                asked.has("content_type") ? asked.path("content_type").asText() : null;
        Allocation allocation = database.write(sql -> allocate(sql, flowId, ids, contentType));
        ArrayNode media = Documents.object().putArray("media_objects");
        allocation.keys().forEach((id, key) -> media.add(describe(id, key, allocation.contentType())));
        Answer.json(context, Answer.CREATED, Documents.object().set("media_objects", media));
    }

    /** @param keys the storage key of each new id, in the order asked */
    private record Allocation(Map<String, String> keys, String contentType) {}

    private Allocation allocate(Sql sql, String flowId, List<String> ids, @Nullable String asked) throws SQLException {
        Flow flow = FlowTable.require(sql, flowId).writable();
        String container = flow.requireContainer();
        if (asked != null && !flow.hasInitSegments()) {
            throw Refusal.badRequest(
                    "invalid_body",
                    "content_type is for initialisation segments, which Flow " + flowId
                            + " does not use (essence_parameters.init_segments): leave it out");
        }
        String contentType = asked == null ? container : asked;
        Map<String, String> keys = new LinkedHashMap<>();
        for (String id : ids) {
            if (ObjectTable.find(sql, id).isPresent()) {
                throw Refusal.badRequest(
                        "object_exists",
                        "object id '" + id
                                + "' is in use: GET /objects/{id} tells whether it is registered; choose a new id otherwise");
            }
            String key = ObjectStore.newKey(contentType);
            ObjectTable.allocate(sql, id, flowId, key, Api.now(clock));
            keys.put(id, key);
        }
        return new Allocation(keys, contentType);
    }

    private ObjectNode describe(String id, String key, String contentType) {
        ObjectNode object = Documents.object().put("object_id", id);
        object.putObject("put_url").put("url", objects.putUrl(key, contentType)).put("content-type", contentType);
        return object.put("presigned", true);
    }

    private static void check(JsonNode asked) {
        if (asked.has("limit") && asked.has("object_ids")) {
            throw Refusal.badRequest("invalid_body", "limit and object_ids exclude each other: send one of them");
        }
        if (asked.has("storage_id") && !asked.path("storage_id").asText().equals(StorageBackend.ID)) {
            throw Refusal.badRequest(
                    "unknown_storage",
                    "storage_id " + asked.path("storage_id").asText()
                            + " is none of /service/storage-backends: leave it out, or send " + StorageBackend.ID);
        }
        if (!asked.path("presigned").asBoolean(true)) {
            throw Refusal.badRequest(
                    "unsupported", "this store hands out signed URLs only: leave presigned out, or send true");
        }
    }

    private static List<String> ids(JsonNode asked) {
        if (!asked.has("object_ids")) {
            int limit = Math.min(asked.path("limit").asInt(OBJECTS_DEFAULT), OBJECTS_MAX);
            return Stream.generate(() -> UUID.randomUUID().toString())
                    .limit(limit)
                    .toList();
        }
        List<String> ids = Stream.iterate(0, i -> i < asked.get("object_ids").size(), i -> i + 1)
                .map(i -> asked.get("object_ids").get(i).asText())
                .toList();
        if (ids.isEmpty() || ids.size() > OBJECTS_MAX) {
            throw Refusal.badRequest(
                    "invalid_body", "object_ids holds " + ids.size() + " ids, expected 1 to " + OBJECTS_MAX);
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw Refusal.badRequest("invalid_body", "object_ids holds an id twice");
        }
        if (ids.stream().anyMatch(id -> id.isEmpty() || id.length() > ID_CHARS_MAX)) {
            throw Refusal.badRequest("invalid_body", "an object id has 1 to " + ID_CHARS_MAX + " characters");
        }
        return ids;
    }
}
