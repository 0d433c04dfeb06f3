package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;

/**
 * One encoding of a Source on its timeline: a Flow's metadata, as read or to be put.
 *
 * @param format null only where a store leaves it to the Flow's Profile
 * @param tags in the store's order
 * @param codec a MIME type, e.g. {@code video/h264}
 * @param container a MIME type, e.g. {@code video/mp2t}; null for a Flow that has no segments of its own
 * @param avgBitRate in 1000 bit/s, container included
 * @param maxBitRate in 1000 bit/s, container included
 * @param segmentDuration the length aimed at, in seconds
 * @param flowCollection the members of a multi Flow, in order
 * @param collectedBy the multi Flows that have this one; the store's to write
 * @param status {@code awaiting_content}, {@code ingesting}, … (since 8.2); kept by clients
 * @param timerange what the Flow has segments for; null unless it was asked for; the store's to write
 * @param more every other field, as the store wrote it
 */
public record Flow(
        UUID id,
        UUID sourceId,
        @Nullable Format format,
        @Nullable String label,
        @Nullable String description,
        Map<String, TagValue> tags,
        @Nullable String codec,
        @Nullable String container,
        @Nullable EssenceParameters essenceParameters,
        @Nullable Long avgBitRate,
        @Nullable Long maxBitRate,

        @JsonSerialize(using = FractionJson.Writer.class) @JsonDeserialize(using = FractionJson.Reader.class) @Nullable Rational segmentDuration,

        @Nullable List<CollectedFlow> flowCollection,
        @Nullable List<UUID> collectedBy,
        @Nullable Boolean readOnly,
        @Nullable String status,
        @Nullable TimeRange timerange,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public Flow {
        requireNonNull(id, "id");
        requireNonNull(sourceId, "sourceId");
        tags = tagsOf(tags);
        flowCollection = flowCollection == null ? null : List.copyOf(flowCollection);
        collectedBy = collectedBy == null ? null : List.copyOf(collectedBy);
        more = Unnamed.copyOf(more);
    }

    static Map<String, TagValue> tagsOf(@Nullable Map<String, TagValue> tags) {
        return tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    public static FlowBuilder builder(UUID id, UUID sourceId, Format format) {
        return new FlowBuilder(id, sourceId, format);
    }

    /** A builder that starts from this Flow, fields without a name included. */
    public FlowBuilder toBuilder() {
        return new FlowBuilder(this);
    }
}
