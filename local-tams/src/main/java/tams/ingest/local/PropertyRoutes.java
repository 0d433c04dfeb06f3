package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The single properties of Flows and Sources: {@code /flows/{id}/label}, {@code /sources/{id}/tags/{name}} and so on. */
record PropertyRoutes(Database database, Clock clock) {

    void addTo(RoutesConfig routes) {
        Owner flow = new Owner("/flows/{id}", PropertyRoutes::flowBody, this::changeFlow);
        Owner source = new Owner("/sources/{id}", PropertyRoutes::sourceBody, this::changeSource);
        for (Owner owner : new Owner[] {flow, source}) {
            addProperty(routes, owner, "label", Shape.TEXT);
            addProperty(routes, owner, "description", Shape.TEXT);
            addTags(routes, owner);
        }
        addProperty(routes, flow, "max_bit_rate", Shapes.BIT_RATE);
        addProperty(routes, flow, "avg_bit_rate", Shapes.BIT_RATE);
        Api.get(routes, "/flows/{id}/read_only", this::showReadOnly);
        routes.put("/flows/{id}/read_only", this::putReadOnly);
        Api.get(routes, "/flows/{id}/flow_collection", this::showCollection);
        routes.put("/flows/{id}/flow_collection", context -> collect(context, collection(context)));
        routes.delete("/flows/{id}/flow_collection", context -> collect(context, Documents.object()));
    }

    /** Flows or Sources: where they are, how one is read, and how one is changed. */
    private record Owner(String path, Reader reader, Writer writer) {}

    private interface Reader {
        JsonNode body(Sql sql, String id) throws SQLException;
    }

    private interface Writer {
        void change(Sql sql, String id, Consumer<ObjectNode> change) throws SQLException;
    }

    private static JsonNode flowBody(Sql sql, String id) throws SQLException {
        return FlowTable.require(sql, id).body();
    }

    private static JsonNode sourceBody(Sql sql, String id) throws SQLException {
        return SourceTable.require(sql, id).body();
    }

    private void changeFlow(Sql sql, String id, Consumer<ObjectNode> change) throws SQLException {
        update(sql, changed(FlowTable.require(sql, id).writable(), change));
    }

    private static void update(Sql sql, Flow flow) throws SQLException {
        FlowTable.update(sql, flow);
        Events.flow(sql, Events.FLOW_UPDATED, flow, flow.metadataUpdated());
    }

    private Flow changed(Flow flow, Consumer<ObjectNode> change) {
        ObjectNode body = flow.body().deepCopy();
        change.accept(body);
        return flow.with(body, Api.now(clock));
    }

    private void changeSource(Sql sql, String id, Consumer<ObjectNode> change) throws SQLException {
        Source source = SourceTable.require(sql, id);
        ObjectNode body = source.body().deepCopy();
        change.accept(body);
        Source changed = source.with(body, Api.now(clock));
        SourceTable.update(sql, changed);
        Events.source(sql, Events.SOURCE_UPDATED, changed, changed.updated());
    }

    private void addProperty(RoutesConfig routes, Owner owner, String name, Shape shape) {
        String path = owner.path() + "/" + name;
        Api.get(routes, path, context -> show(context, owner, name, name));
        routes.put(path, context -> {
            JsonNode value = new Request(context).body(name, shape);
            change(context, owner, body -> set(body, name, value));
        });
        routes.delete(path, context -> change(context, owner, body -> remove(body, name)));
    }

    private static void set(ObjectNode body, String name, JsonNode value) {
        requireOwn(body, name);
        body.set(name, value);
    }

    private static void remove(ObjectNode body, String name) {
        requireOwn(body, name);
        body.remove(name);
    }

    /** What a Flow has from its Profile is not its own to change. */
    private static void requireOwn(ObjectNode body, String name) {
        if (body.has("profile_id") && Profiles.TECHNICAL.contains(name)) {
            throw Refusal.badRequest(
                    "from_profile",
                    name + " comes from Profile " + body.path("profile_id").asText()
                            + ": PUT the Flow with an empty profile_id first");
        }
    }

    private void addTags(RoutesConfig routes, Owner owner) {
        String path = owner.path() + "/tags/{name}";
        Api.get(routes, owner.path() + "/tags", context -> showTags(context, owner));
        Api.get(routes, path, context -> showTag(context, owner));
        routes.put(path, context -> {
            JsonNode value = new Request(context).body("tag", Shapes.TAG);
            change(context, owner, body -> body.withObjectProperty("tags").set(context.pathParam("name"), value));
        });
        routes.delete(
                path,
                context -> change(
                        context, owner, body -> body.withObjectProperty("tags").remove(context.pathParam("name"))));
    }

    private void change(Context context, Owner owner, Consumer<ObjectNode> change) {
        String id = new Request(context).id("id");
        database.write(sql -> {
            owner.writer().change(sql, id, change);
            return id;
        });
        Answer.nothing(context);
    }

    private void show(Context context, Owner owner, String name, String what) {
        String id = new Request(context).id("id");
        @Nullable JsonNode value = database.read(sql -> owner.reader().body(sql, id)).get(name);
        Answer.json(context, Answer.OK, required(value, what, id));
    }

    private void showTags(Context context, Owner owner) {
        String id = new Request(context).id("id");
        JsonNode tags = database.read(sql -> owner.reader().body(sql, id)).path("tags");
        Answer.json(context, Answer.OK, tags.isMissingNode() ? Documents.object() : tags);
    }

    private void showTag(Context context, Owner owner) {
        String id = new Request(context).id("id");
        String name = context.pathParam("name");
        @Nullable JsonNode value =
                database.read(sql -> owner.reader().body(sql, id)).path("tags").get(name);
        Answer.json(context, Answer.OK, required(value, "tag '" + name + "'", id));
    }

    private static JsonNode required(@Nullable JsonNode value, String what, String id) {
        if (value == null) {
            throw Refusal.notFound("not_set", id + " has no " + what + ": PUT one to set it");
        }
        return value;
    }

    private void showReadOnly(Context context) {
        String id = new Request(context).id("id");
        Flow flow = database.read(sql -> FlowTable.require(sql, id));
        Answer.json(context, Answer.OK, BooleanNode.valueOf(flow.isReadOnly()));
    }

    /** The one property that can be changed while it is set. */
    private void putReadOnly(Context context) {
        Request request = new Request(context);
        String id = request.id("id");
        JsonNode value = request.body("read_only", Shape.FLAG);
        database.write(sql -> {
            update(sql, changed(FlowTable.require(sql, id), body -> body.set("read_only", value)));
            return id;
        });
        Answer.nothing(context);
    }

    private void showCollection(Context context) {
        String id = new Request(context).id("id");
        Answer.json(context, Answer.OK, database.read(sql -> {
            FlowTable.require(sql, id);
            return FlowTable.collection(sql, id);
        }));
    }

    private static JsonNode collection(Context context) {
        return new Request(context).body("flow_collection", Shapes.COLLECTION);
    }

    private void collect(Context context, JsonNode collection) {
        String id = new Request(context).id("id");
        database.write(sql -> {
            FlowTable.collect(sql, FlowTable.require(sql, id).writable().id(), collection);
            changeFlow(sql, id, body -> {});
            return id;
        });
        Answer.nothing(context);
    }
}
