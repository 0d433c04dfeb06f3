package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Technical metadata that many Flows share (since 8.2). Never changes once it is there.
 *
 * @param flowMetadata the technical fields of a Flow, in the API's form
 * @param more every other field, as the store wrote it
 */
public record Profile(
        UUID id,
        @Nullable String label,
        @Nullable String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TagValue> tags,
        JsonNode flowMetadata,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public Profile {
        requireNonNull(id, "id");
        requireNonNull(flowMetadata, "flowMetadata");
        tags = Flow.tagsOf(tags);
        more = Unnamed.copyOf(more);
    }
}
