package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /objects/{objectId}/instances}: where else an object's bytes can be had (TAMS ADR 0042).
 *
 * <p>There is one backend, so a controlled instance can only be asked for of an object that is held elsewhere: the bytes
 * would have to be fetched from an address a client names, which this store does not do. The last instance stays.
 */
record InstanceRoutes(Database database, Sweeper sweeper) {

    /** Instances of one object; an answer lists them all. */
    static final int INSTANCES_MAX = 100;

    void addTo(RoutesConfig routes) {
        routes.post("/objects/{objectId}/instances", this::add);
        routes.delete("/objects/{objectId}/instances", this::remove);
    }

    private void add(Context context) {
        Request request = new Request(context);
        String id = request.path("objectId");
        JsonNode posted = request.body("instance", Shapes.INSTANCE);
        boolean controlled = posted.has("storage_id");
        if (controlled == (posted.has("url") && posted.has("label"))) {
            throw Refusal.badRequest("invalid_body", "send storage_id, or url and label");
        }
        database.write(sql -> {
            ObjectTable.Row object = ObjectTable.requireRegistered(sql, id);
            if (controlled) {
                throw controlled(object, posted.path("storage_id").asText());
            }
            addUrl(sql, object, posted);
            return id;
        });
        context.status(Answer.CREATED);
    }

    private static Refusal controlled(ObjectTable.Row object, String storageId) {
        if (!storageId.equals(StorageBackend.ID)) {
            return Refusal.badRequest(
                    "unknown_storage", "storage_id " + storageId + " is none of /service/storage-backends");
        }
        return object.storageKey() != null
                ? Refusal.badRequest(
                        "instance_exists", "object " + object.id() + " has its instance on " + storageId + " already")
                : Refusal.badRequest(
                        "unsupported",
                        "object " + object.id()
                                + " is held elsewhere, and this store fetches nothing: allocate a new object and upload it");
    }

    private static void addUrl(Sql sql, ObjectTable.Row object, JsonNode posted) throws SQLException {
        Map<String, String> known = ObjectTable.urls(sql, object.id());
        String label = posted.path("label").asText();
        if (label.equals(StorageBackend.LABEL) || known.containsKey(label)) {
            throw Refusal.badRequest(
                    "label_taken",
                    "object " + object.id() + " has an instance labelled '" + label
                            + "' already: choose another label");
        }
        if (known.size() >= INSTANCES_MAX) {
            throw Refusal.badRequest(
                    "too_many", "object " + object.id() + " has " + INSTANCES_MAX + " instances, the most: delete one");
        }
        ArrayNode urls = Documents.object().putArray("get_urls").add(posted);
        ObjectTable.addUrls(sql, object.id(), urls);
    }

    private void remove(Context context) {
        Request request = new Request(context);
        String id = request.path("objectId");
        @Nullable String storageId = request.text("storage_id");
        @Nullable String label = request.text("label");
        if ((storageId == null) == (label == null)) {
            throw Refusal.badRequest("invalid_query", "say which instance: ?storage_id= or ?label=");
        }
        database.write(sql -> {
            ObjectTable.Row object = ObjectTable.requireRegistered(sql, id);
            if (storageId != null && !storageId.equals(StorageBackend.ID)) {
                throw Refusal.badRequest(
                        "unknown_storage", "storage_id " + storageId + " is none of /service/storage-backends");
            }
            boolean own = StorageBackend.ID.equals(storageId) || StorageBackend.LABEL.equals(label);
            remove(sql, object, own ? Optional.empty() : Optional.ofNullable(label));
            return id;
        });
        sweeper.wake();
        Answer.nothing(context);
    }

    /** @param label of one held elsewhere; empty for the store's own */
    private static void remove(Sql sql, ObjectTable.Row object, Optional<String> label) throws SQLException {
        Map<String, String> elsewhere = ObjectTable.urls(sql, object.id());
        boolean own = object.storageKey() != null;
        boolean known = label.map(elsewhere::containsKey).orElse(own);
        if (!known) {
            throw Refusal.badRequest(
                    "unknown_instance", "object " + object.id() + " has no such instance: GET it for those it has");
        }
        if (elsewhere.size() + (own ? 1 : 0) == 1) {
            throw Refusal.badRequest(
                    "last_instance",
                    "this is the last instance of object " + object.id()
                            + ": to remove it, delete the Segments that use it");
        }
        if (label.isPresent()) {
            ObjectTable.deleteUrl(sql, object.id(), label.get());
        } else {
            ObjectTable.deleteOwn(sql, object.id());
        }
    }
}
