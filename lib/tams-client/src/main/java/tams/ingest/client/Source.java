package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of content, whatever its encodings. The store makes it with the first Flow that names it.
 *
 * @param sourceCollection the Sources it is made of; the store infers them from its Flows' collections
 * @param collectedBy the Sources that have this one
 * @param more every other field, as the store wrote it
 */
public record Source(
        UUID id,
        @Nullable Format format,
        @Nullable String label,
        @Nullable String description,
        Map<String, TagValue> tags,
        @Nullable List<Member> sourceCollection,
        @Nullable List<UUID> collectedBy,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public Source {
        requireNonNull(id, "id");
        tags = Flow.tagsOf(tags);
        sourceCollection = sourceCollection == null ? null : List.copyOf(sourceCollection);
        collectedBy = collectedBy == null ? null : List.copyOf(collectedBy);
        more = Unnamed.copyOf(more);
    }

    /** A Source as part of another. */
    public record Member(UUID id, @Nullable String role) {}
}
