package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Timestamp;

/** {@code /}, {@code /service} and what hangs below it, and the list of deletion requests. */
record ServiceRoutes(Database database, Duration objectTimeout, Duration urlLifetime) {

    static final String API_VERSION = "8.2";

    private static final List<String> ROOT = List.of("service", "flows", "sources", "flow-delete-requests");

    private static final Shape UPDATE =
            Shape.object(Shape.optional("name", Shape.TEXT), Shape.optional("description", Shape.TEXT));

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/", context -> Answer.json(context, Answer.OK, Answer.strings(ROOT)));
        Api.get(routes, "/service", context -> Answer.json(context, Answer.OK, database.read(this::service)));
        routes.post("/service", this::update);
        Api.get(routes, "/service/storage-backends", this::backends);
        Api.get(routes, "/service/profiles", ServiceRoutes::none);
        Api.get(routes, "/flow-delete-requests", ServiceRoutes::none);
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
        service.putArray("event_stream_mechanisms");
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
        boolean shown = TagFilter.of(new Request(context), "").test(Documents.object());
        Answer.json(
                context,
                Answer.OK,
                Json.MAPPER.createArrayNode().addAll(shown ? List.of(StorageBackend.document()) : List.of()));
    }

    /** There are no Profiles here, and every deletion is done when it is answered. */
    private static void none(Context context) {
        Answer.json(context, Answer.OK, Json.MAPPER.createArrayNode());
    }
}
