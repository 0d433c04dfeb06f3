package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** Which Flows a listing asks for. */
record FlowFilter(Predicate<Flow> simple, Optional<TimeRange> timerange, Optional<List<String>> collectors) {

    /** The parameters that compare one field of the Flow, and that field. */
    private static final Map<String, String> FIELDS = Map.of(
            "format", "/format",
            "codec", "/codec",
            "label", "/label",
            "status", "/status",
            "profile_id", "/profile_id",
            "frame_width", "/essence_parameters/frame_width",
            "frame_height", "/essence_parameters/frame_height");

    static FlowFilter of(Request request) {
        Predicate<JsonNode> tags = TagFilter.of(request, "");
        Predicate<Flow> simple = flow -> tags.test(flow.body().path("tags"));
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            @Nullable String wanted = request.text(field.getKey());
            if (wanted != null) {
                simple = simple.and(
                        flow -> flow.body().at(field.getValue()).asText().equals(wanted));
            }
        }
        Optional<Boolean> init = request.optionalFlag("init_segments");
        if (init.isPresent()) {
            simple = simple.and(
                    flow -> flow.body().at("/essence_parameters/init_segments").asBoolean() == init.get());
        }
        return new FlowFilter(simple, request.timerange(), request.list("collected_by_ids"));
    }

    boolean test(Sql sql, Flow flow) throws SQLException {
        return simple.test(flow) && isCollected(sql, flow) && hasContent(sql, flow);
    }

    private boolean isCollected(Sql sql, Flow flow) throws SQLException {
        return collectors.isEmpty() || matches(collectors.get(), FlowTable.collectedBy(sql, flow.id()));
    }

    /** An empty list of collectors asks for what nobody collects. */
    static boolean matches(List<String> wanted, List<String> collectedBy) {
        return wanted.isEmpty() ? collectedBy.isEmpty() : collectedBy.stream().anyMatch(wanted::contains);
    }

    /** The empty time range asks for Flows without content. */
    private boolean hasContent(Sql sql, Flow flow) throws SQLException {
        if (timerange.isEmpty()) {
            return true;
        }
        boolean wantsNone = timerange.get().isEmpty();
        TimeRange looked = wantsNone ? TimeRange.ETERNITY : timerange.get();
        return Timeline.extent(sql, flow.id(), Extent.of(looked)).isEmpty() == wantsNone;
    }
}
