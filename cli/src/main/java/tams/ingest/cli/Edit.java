package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Flow;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentReference;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.Json;

/**
 * An edit that is ready to be written: new Flows, and what of others lies on them.
 *
 * @param sourceId the Source that stands for all of it
 * @param members Flows without segments of their own that the tracks collect, and that must be made before
 * @param collections Flows that collect the tracks, made behind them; none for a single Source
 * @param sources all that are new
 */
record Edit(UUID sourceId, List<Flow> members, List<Track> tracks, List<Flow> collections, List<Origin> sources) {

    /** What a new Source is told of itself, beside what the store makes of its Flows. */
    record Origin(UUID id, String label, @Nullable String description, Map<String, TagValue> tags) {

        Origin {
            tags = Map.copyOf(tags);
        }
    }

    /**
     * One new Flow.
     *
     * @param from the Flow whose form it has: that of its first part
     * @param posts the objects that it uses
     * @param references the same as stretches of Flows
     */
    record Track(Flow flow, UUID from, List<SegmentPost> posts, List<SegmentReference> references) {}

    /** As {@code clips create} answers, for a clip that stays as it is. */
    ObjectNode answer() {
        return answer("complete");
    }

    /** The same for one that is {@code complete} or {@code growing}. */
    ObjectNode answer(String state) {
        ObjectNode answer =
                Json.MAPPER.createObjectNode().put("id", sourceId.toString()).put("source_id", sourceId.toString());
        ArrayNode flows = answer.putArray("flows");
        for (Track track : tracks) {
            flows.addObject()
                    .put("id", track.flow().id().toString())
                    .put("from_flow_id", track.from().toString());
        }
        return answer.put("state", state);
    }
}
