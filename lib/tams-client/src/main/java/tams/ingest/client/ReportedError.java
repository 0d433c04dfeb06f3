package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error that a store reports about its own work, such as a deletion that failed.
 *
 * @param more every other field, as the store wrote it: a trace, a time, other stores' names for the same
 */
public record ReportedError(
        @Nullable String type,
        @Nullable String summary,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public ReportedError {
        more = Unnamed.copyOf(more);
    }

    /** Type and summary on one line, shortened and without secrets. */
    @Override
    public String toString() {
        return StoreWords.clean((type == null ? "error" : type) + (summary == null ? "" : ": " + summary));
    }
}
