package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /service/profiles}: technical descriptions that Flows can refer to; each is written once (TAMS ADR 0047). */
record Profiles(Database database, Clock clock) {

    /** What a Flow takes from its Profile and may not say itself. */
    static final List<String> TECHNICAL = List.of(
            "format",
            "codec",
            "container",
            "avg_bit_rate",
            "segment_duration",
            "container_mapping",
            "essence_parameters");

    private static final List<String> SORTED_BY = List.of("id");

    private static final Map<String, String> FIELDS =
            Map.of("format", "/flow_metadata/format", "codec", "/flow_metadata/codec", "label", "/label");

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/service/profiles", this::list);
        Api.get(routes, "/service/profiles/{profileId}", this::show);
        routes.post("/service/profiles/{profileId}", this::create);
    }

    static Optional<ObjectNode> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT body FROM profiles WHERE id = ?", row -> Documents.parse(row.getString(1)), id);
    }

    /**
     * A Flow's body with what its Profile says.
     *
     * @throws Refusal 400 when there is no such Profile
     */
    static ObjectNode apply(Sql sql, ObjectNode body) throws SQLException {
        String id = body.path("profile_id").asText();
        if (id.isEmpty()) {
            body.remove("profile_id");
            return body;
        }
        ObjectNode profile = find(sql, id)
                .orElseThrow(() -> Refusal.badRequest(
                        "unknown_profile", "there is no Profile " + id + ": POST it to /service/profiles/" + id));
        body.setAll((ObjectNode) profile.get("flow_metadata"));
        return body;
    }

    private void list(Context context) {
        Request request = new Request(context);
        Predicate<JsonNode> wanted = profile -> true;
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            @Nullable String text = request.text(field.getKey());
            if (text != null) {
                wanted = wanted.and(
                        profile -> profile.at(field.getValue()).asText().equals(text));
            }
        }
        Predicate<JsonNode> shown = wanted;
        Listing listing = Listing.of(request, SORTED_BY);
        database.read(sql -> {
            List<Listing.Entry<JsonNode>> entries = new ArrayList<>();
            for (JsonNode profile : sql.list("SELECT body FROM profiles", row -> Documents.parse(row.getString(1)))) {
                if (shown.test(profile)) {
                    String id = profile.path("id").asText();
                    entries.add(new Listing.Entry<>(new Listing.Place(id, id), profile));
                }
            }
            return listing.answer(context, entries, profile -> profile);
        });
    }

    private void show(Context context) {
        String id = new Request(context).id("profileId");
        Answer.json(
                context,
                Answer.OK,
                database.read(sql -> find(sql, id))
                        .orElseThrow(() -> Refusal.notFound(
                                "unknown_profile",
                                "there is no Profile " + id + ": GET /service/profiles lists them")));
    }

    private void create(Context context) {
        Request request = new Request(context);
        String id = request.id("profileId");
        ObjectNode profile = ((ObjectNode) request.body("profile", Shapes::profileFault)).deepCopy();
        if (!profile.path("id").asText().equals(id)) {
            throw Refusal.badRequest(
                    "id_mismatch",
                    "the body's id is " + profile.path("id").asText() + ", the path's " + id + ": make them one");
        }
        profile.put("created", Documents.dateTime(Api.now(clock)));
        database.write(sql -> {
            if (find(sql, id).isPresent()) {
                throw Refusal.badRequest(
                        "profile_exists", "Profile " + id + " exists and never changes: make a new one under a new id");
            }
            return sql.update("INSERT INTO profiles VALUES (?, ?)", id, Documents.text(profile));
        });
        Answer.json(context, Answer.CREATED, profile);
    }
}
