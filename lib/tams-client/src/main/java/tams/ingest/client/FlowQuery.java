package tams.ingest.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * Which Flows to list; every condition that was given must hold. Immutable: each method gives another query.
 *
 * @param conditions the API's query parameters, not encoded
 * @param limit how many at most, from the beginning of the listing; null for all
 */
public record FlowQuery(
        Map<String, String> conditions, @Nullable Integer limit) {

    public static final FlowQuery ALL = new FlowQuery(Map.of(), null);

    public static FlowQuery ofSource(UUID sourceId) {
        return ALL.with("source_id", sourceId);
    }

    private FlowQuery with(String name, Object value) {
        return new FlowQuery(Conditions.with(conditions, name, value), limit);
    }

    public FlowQuery source(UUID id) {
        return with("source_id", id);
    }

    public FlowQuery format(Format format) {
        return with("format", format);
    }

    /** A MIME type, e.g. {@code video/h264}. */
    public FlowQuery codec(String codec) {
        return with("codec", codec);
    }

    public FlowQuery label(String label) {
        return with("label", label);
    }

    /** With content in {@code timerange}; {@link TimeRange#NEVER} for Flows without any content. */
    public FlowQuery overlapping(TimeRange timerange) {
        return with("timerange", timerange);
    }

    /** Since 8.2. */
    public FlowQuery status(String status) {
        return with("status", status);
    }

    /** Made from that Profile (since 8.2). */
    public FlowQuery profile(UUID id) {
        return with("profile_id", id);
    }

    /** In pixels. */
    public FlowQuery frameWidth(int width) {
        return with("frame_width", width);
    }

    /** In pixels. */
    public FlowQuery frameHeight(int height) {
        return with("frame_height", height);
    }

    /** Whose objects need initialisation objects, or do not (since 8.2). */
    public FlowQuery initSegments(boolean needed) {
        return with("init_segments", needed);
    }

    /** With one of these values in the tag; none may have a comma. */
    public FlowQuery tag(String name, String... values) {
        return with("tag." + name, Conditions.listed(List.of(values)));
    }

    /** With a tag of that name, or without. */
    public FlowQuery tagExists(String name, boolean exists) {
        return with("tag_exists." + name, exists);
    }

    /** Members of one of these Flows; with none given, what no Flow collects (since 8.2). */
    public FlowQuery collectedBy(UUID... flows) {
        return with(
                "collected_by_ids", List.of(flows).stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    /** By {@code created}, {@code metadata_updated} or {@code label} (since 8.2). */
    public FlowQuery sortedBy(String key) {
        return with("sort_by", key);
    }

    public FlowQuery reversed() {
        return with("reverse_order", true);
    }

    public FlowQuery first(int count) {
        return new FlowQuery(conditions, Conditions.positive(count));
    }
}
