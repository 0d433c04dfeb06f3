package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import tams.ingest.contracts.Timestamp;

/**
 * {@code /}, {@code /service} and the one backend.
 *
 * @param references whether references are taken besides Segments; {@code extensions} says so
 */
record ServiceRoutes(
        Database database, ObjectStore objects, Duration objectTimeout, Duration urlLifetime, boolean references) {

    static final String API_VERSION = "8.2";

    private static final List<String> ROOT = List.of("service", "flows", "sources", "flow-delete-requests");

    private static final Shape UPDATE =
            Shape.object(Shape.optional("name", Shape.TEXT), Shape.optional("description", Shape.TEXT));

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/", context -> Answer.json(context, Answer.OK, Answer.strings(ROOT)));
        Api.get(routes, "/service", context -> Answer.json(context, Answer.OK, database.read(this::service)));
        routes.post("/service", this::update);
        Api.get(routes, "/service/storage-backends", this::backends);
    }

    private ObjectNode service(Sql sql) throws SQLException {
        ObjectNode service = Documents.object()
                .put("name", "Local TAMS")
                .put("description", "A Time-addressable Media Store in one process")
                .put("type", "urn:x-tams:service.local")
                .put("api_version", API_VERSION)
                .put("service_version", version())
                .put("min_object_timeout", timestamp(objectTimeout))
                .put("min_presigned_url_timeout", timestamp(urlLifetime));
        service.putArray("event_stream_mechanisms").addObject().put("name", "webhooks");
        if (references) {
            service.putArray("extensions")
                    .addObject()
                    .put("name", "reference_segments")
                    .put("references_per_flow_max", Referencing.PER_FLOW_MAX)
                    .put("depth_max", ReferenceGraph.DEPTH_MAX);
        }
        for (String name : List.of("name", "description")) {
            sql.first("SELECT text FROM facts WHERE name = ?", row -> row.getString(1), name)
                    .ifPresent(text -> service.put(name, text));
        }
        return service;
    }

    private static String version() {
        String version = ServiceRoutes.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String timestamp(Duration duration) {
        return Timestamp.ofSeconds(duration.toSeconds()).toString();
    }

    private void update(Context context) {
        JsonNode asked = new Request(context).body("service", UPDATE);
        database.write(sql -> {
            for (String name : List.of("name", "description")) {
                if (asked.has(name)) {
                    sql.update(
                            "MERGE INTO facts KEY (name) VALUES (?, ?)",
                            name,
                            asked.path(name).asText());
                }
            }
            return asked;
        });
        context.status(Answer.OK);
    }

    private void backends(Context context) {
        Request request = new Request(context);
        boolean shown = TagFilter.of(request, "").test(Documents.object());
        Listing listing = Listing.of(request, List.of("id"));
        List<Listing.Entry<ObjectNode>> entries = shown
                ? List.of(new Listing.Entry<>(
                        new Listing.Place(StorageBackend.ID, StorageBackend.ID), StorageBackend.document(objects)))
                : List.of();
        database.read(sql -> listing.answer(context, entries, backend -> backend));
    }
}
