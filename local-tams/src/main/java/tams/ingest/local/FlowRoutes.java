package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** {@code /flows} and {@code /flows/{flowId}}. */
record FlowRoutes(Database database, Deletions deletions, Clock clock) {

    private static final List<String> SORTABLE = List.of("created", "metadata_updated", "label");

    /** What the store works out itself: ignored in a PUT, so that a Flow can be sent back as it was got. */
    private static final List<String> MANAGED =
            List.of("created", "metadata_updated", "segments_updated", "timerange", "collected_by", "flow_collection");

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/flows", this::list);
        Api.get(routes, "/flows/{flowId}", this::show);
        routes.put("/flows/{flowId}", this::put);
        routes.delete("/flows/{flowId}", this::delete);
    }

    private void list(Context context) {
        Request request = new Request(context);
        FlowFilter filter = FlowFilter.of(request);
        Listing listing = Listing.of(request, SORTABLE);
        database.read(sql -> {
            List<Listing.Entry<Flow>> entries = new ArrayList<>();
            for (Flow flow : FlowTable.all(sql, request.text("source_id"))) {
                if (filter.test(sql, flow)) {
                    entries.add(new Listing.Entry<>(place(flow, listing.sortBy()), flow));
                }
            }
            return listing.answer(context, entries, flow -> FlowTable.document(sql, flow));
        });
    }

    private static Listing.Place place(Flow flow, String sortBy) {
        @Nullable String value = switch (sortBy) {
            case "label" -> flow.body().path("label").textValue();
            case "metadata_updated" -> Documents.dateTime(flow.metadataUpdated());
            default -> Documents.dateTime(flow.created());
        };
        return new Listing.Place(value, flow.id());
    }

    private void show(Context context) {
        Request request = new Request(context);
        String id = request.id("flowId");
        boolean withTimerange = request.flag("include_timerange");
        TimeRange within = request.timerange().orElse(TimeRange.ETERNITY);
        ObjectNode document = database.read(sql -> {
            ObjectNode found = FlowTable.document(sql, FlowTable.require(sql, id));
            return withTimerange
                    ? found.put("timerange", timerange(sql, id, within).toString())
                    : found;
        });
        Answer.json(context, Answer.OK, document);
    }

    private static TimeRange timerange(Sql sql, String id, TimeRange within) throws SQLException {
        return Timeline.extent(sql, id, Extent.of(within))
                .map(extent -> extent.toTimeRange().intersection(within))
                .orElse(TimeRange.NEVER);
    }

    private void put(Context context) {
        Request request = new Request(context);
        String id = request.id("flowId");
        JsonNode posted = request.body("flow", Shapes::flowFault);
        if (!posted.path("id").asText().equals(id)) {
            throw Refusal.badRequest(
                    "id_mismatch",
                    "the body's id is " + posted.path("id").asText() + ", the path's " + id + ": make them one");
        }
        Optional<ObjectNode> created = database.write(sql -> replace(sql, id, posted));
        if (created.isPresent()) {
            Answer.json(context, Answer.CREATED, created.get());
        } else {
            Answer.nothing(context);
        }
    }

    /**
     * Creates or replaces the Flow.
     *
     * @return the new Flow; empty when there was one
     */
    private Optional<ObjectNode> replace(Sql sql, String id, JsonNode posted) throws SQLException {
        Instant now = Api.now(clock);
        ObjectNode body = Profiles.apply(sql, ((ObjectNode) posted.deepCopy()).without(MANAGED));
        String sourceId = body.path("source_id").asText();
        Optional<Flow> known = FlowTable.find(sql, id);
        if (known.isPresent()) {
            Flow flow = known.get().writable();
            FlowChange.check(flow.body(), body);
            FlowTable.update(sql, flow.with(body, now));
        } else {
            SourceTable.ensure(sql, sourceId, body.path("format").asText(), now);
            FlowTable.insert(sql, Flow.made(id, sourceId, now).with(body, now));
        }
        FlowTable.collect(sql, id, posted.path("flow_collection"));
        Flow flow = FlowTable.require(sql, id);
        Events.flow(sql, known.isPresent() ? Events.FLOW_UPDATED : Events.FLOW_CREATED, flow, now);
        return known.isPresent() ? Optional.empty() : Optional.of(FlowTable.document(sql, flow));
    }

    private void delete(Context context) {
        String id = new Request(context).id("flowId");
        deletions.answer(context, new SegmentTable.Selection(id, Extent.ALWAYS, null, false, null), true);
    }
}
