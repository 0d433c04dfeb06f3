package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place an object can be read from.
 *
 * @param label the store's name for the place; what {@link SegmentQuery#acceptGetUrls()} selects by
 * @param presigned whether the URL carries its own permission; null where the store does not say
 * @param controlled whether the store manages the bytes; null means it does
 * @param more every other field, as the store wrote it
 */
public record GetUrl(
        StoreUrl url,
        @Nullable String label,
        @Nullable Boolean presigned,
        @Nullable Boolean controlled,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public GetUrl {
        more = Unnamed.copyOf(more);
    }

    /** Without the fields that are not known: they could repeat the URL. */
    @Override
    public String toString() {
        return "GetUrl[" + url + ", label=" + label + "]";
    }
}
