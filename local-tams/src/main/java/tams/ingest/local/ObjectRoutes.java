package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code GET /objects/{objectId}}: what an object holds and which Flows use it. */
record ObjectRoutes(Database database, ObjectStore objects) {

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/objects/{objectId}", this::show);
    }

    /** An id that is only allocated is 404, as the specification demands: the answer tells what is registered. */
    private void show(Context context) {
        Request request = new Request(context);
        String id = request.path("objectId");
        GetUrls urls = GetUrls.of(request);
        Predicate<JsonNode> tags = TagFilter.of(request, "flow_");
        int limit = request.limit(Listing.LIMIT_DEFAULT, Listing.LIMIT_MAX);
        @Nullable String after = request.text("page");
        ObjectNode document = database.read(sql -> {
            ObjectTable.Row object = ObjectTable.requireRegistered(sql, id);
            ObjectNode found = describe(object);
            urls.addTo(found, sql, object, objects);
            urls.addInit(found, "id", sql, object, objects);
            found.set("referenced_by_flows", Answer.strings(users(sql, id, tags, after, limit + 1)));
            return found;
        });
        JsonNode users = document.path("referenced_by_flows");
        boolean more = users.size() > limit;
        if (more) {
            ((ArrayNode) users).remove(limit);
        }
        Answer.paging(context, limit, more ? users.get(limit - 1).asText() : null);
        Answer.json(context, Answer.OK, document);
    }

    private static ObjectNode describe(ObjectTable.Row object) {
        ObjectNode document = Documents.object().put("id", object.id());
        document.put("first_referenced_by_flow", object.firstFlow());
        if (object.timerange() != null) {
            document.put("timerange", object.timerange().toString());
        }
        if (object.keyFrameCount() != null) {
            document.put("key_frame_count", object.keyFrameCount());
        }
        return document;
    }

    private static List<String> users(Sql sql, String id, Predicate<JsonNode> tags, @Nullable String after, int most)
            throws SQLException {
        List<String> users = new ArrayList<>();
        for (String flowId : ObjectUsers.of(sql, id)) {
            boolean shown = (after == null || flowId.compareTo(after) > 0)
                    && tags.test(FlowTable.require(sql, flowId).body().path("tags"));
            if (shown && users.size() < most) {
                users.add(flowId);
            }
        }
        return users;
    }
}
