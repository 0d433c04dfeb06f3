package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place where a store keeps objects.
 *
 * @param label what URLs of objects that lie there are labelled with
 * @param storeType {@code http_object_store}
 * @param storeProduct tells which checksum headers an upload may carry
 * @param defaultStorage whether objects go there when an allocation names no place; where no back-end says so, every
 *     allocation must name one
 * @param more every other field, as the store wrote it
 */
public record StorageBackend(
        UUID id,
        @Nullable String label,
        @Nullable String storeType,
        @Nullable String provider,
        @Nullable String storeProduct,
        @Nullable String region,
        @Nullable String availabilityZone,
        @Nullable Boolean defaultStorage,
        Map<String, TagValue> tags,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public StorageBackend {
        requireNonNull(id, "id");
        tags = Flow.tagsOf(tags);
        more = Unnamed.copyOf(more);
    }
}
