package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a PUT may not change in a Flow that exists (TAMS ADR 0025): media that readers have would become something else. */
final class FlowChange {

    /** Set once: may be added later or left out, never given another value. */
    private static final List<String> SET_ONCE = List.of(
            "/source_id",
            "/format",
            "/codec",
            "/container",
            "/generation",
            "/container_mapping",
            "/essence_parameters/frame_width",
            "/essence_parameters/frame_height",
            "/essence_parameters/frame_rate",
            "/essence_parameters/vfr",
            "/essence_parameters/bit_depth",
            "/essence_parameters/sample_rate",
            "/essence_parameters/channels");

    private FlowChange() {}

    /** @throws Refusal 400 naming the first field that was given another value */
    static void check(JsonNode known, JsonNode wanted) {
        for (String field : SET_ONCE) {
            JsonNode before = known.at(field);
            JsonNode after = wanted.at(field);
            if (!before.isMissingNode() && !after.isMissingNode() && !before.equals(after)) {
                throw Refusal.badRequest(
                        "set_once",
                        field.substring(1).replace('/', '.') + " of a Flow cannot change from " + before + " to "
                                + after + ": make a new Flow, of the same Source if the content is the same");
            }
        }
    }
}
