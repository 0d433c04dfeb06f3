package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Writes a timeline as {@code Timeline.1}, in one of the two forms of BBC's decision record on edits at the level of
 * Sources.
 *
 * @param store the store's address, for {@code ExternalReference.1}; null for {@code MissingReference.1} with the ids in
 *     its metadata
 */
record OtioWriter(@Nullable URI store) {

    /** The key of TAMS's own metadata. */
    static final String METADATA = "bbc.github.io/tams";

    static final String MEDIA_KEY = "DEFAULT_MEDIA";

    ObjectNode write(OtioTimeline timeline) {
        ObjectNode document = named("Timeline.1", timeline.name());
        document.set("global_start_time", OtioTime.write(timeline.start()));
        ObjectNode stack = composable("Stack.1", "tracks");
        document.set("tracks", stack);
        ArrayNode tracks = stack.putArray("children");
        for (OtioTimeline.Track track : timeline.tracks()) {
            ObjectNode written = composable("Track.1", track.name()).put("kind", track.kind());
            ArrayNode items = written.putArray("children");
            track.items().forEach(item -> items.add(item(item)));
            tracks.add(written);
        }
        return document;
    }

    private static ObjectNode named(String schema, String name) {
        ObjectNode node =
                Json.MAPPER.createObjectNode().put("OTIO_SCHEMA", schema).put("name", name);
        node.putObject("metadata");
        return node;
    }

    private static ObjectNode composable(String schema, String name) {
        ObjectNode node = named(schema, name);
        node.putNull("source_range");
        node.putArray("effects");
        node.putArray("markers");
        return node.put("enabled", true);
    }

    private ObjectNode item(OtioTimeline.Item item) {
        OtioTimeline.@Nullable Media media = item.media();
        ObjectNode node = composable(media == null ? "Gap.1" : "Clip.2", item.name());
        Timestamp start = media == null ? Timestamp.ZERO : media.start();
        node.set("source_range", OtioTime.write(start, item.length()));
        if (media != null) {
            // OpenTimelineIO keeps numbers as doubles, which hold the nanoseconds of today's dates to the nearest 256.
            ((ObjectNode) node.path("metadata"))
                    .putObject(METADATA)
                    .put(
                            "timerange",
                            TimeRange.between(start, start.plus(item.length())).toString());
            node.putObject("media_references").set(MEDIA_KEY, reference(item.name(), media));
            node.put("active_media_reference_key", MEDIA_KEY);
        }
        return node;
    }

    private ObjectNode reference(String name, OtioTimeline.Media media) {
        ObjectNode node = named(store == null ? "MissingReference.1" : "ExternalReference.1", name);
        ObjectNode ids = ((ObjectNode) node.path("metadata")).putObject(METADATA);
        if (media.sourceId() != null) {
            ids.put("source_id", media.sourceId().toString());
        }
        if (media.flowId() != null) {
            ids.put("flow_id", media.flowId().toString());
        }
        ids.put("available_range_offset", Timestamp.ZERO.toString());
        TimeRange available = media.available();
        if (available != null && available.start() != null && available.end() != null) {
            ids.put("available_range", available.toString());
            node.set(
                    "available_range",
                    OtioTime.write(available.start(), available.end().minus(available.start())));
        } else {
            node.putNull("available_range");
        }
        node.putNull("available_image_bounds");
        if (store != null) {
            node.put("target_url", base(store) + "/flows/" + media.flowId());
        }
        return node;
    }

    /** The store's address as it stands in {@code target_url}: {@code tams:} for http, {@code tamss:} for https. */
    static String base(URI store) {
        return store.toString().replaceFirst("^http", "tams").replaceFirst("/+$", "");
    }
}
