package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * A deletion that the store goes on with after its answer, and how far it is.
 *
 * @param timerangeRemaining what is not deleted yet; null where the store does not say
 * @param deleteFlow whether the Flow itself goes too
 * @param status {@code created}, {@code started}, {@code done} or {@code error}
 * @param error what went wrong; null unless the status says so
 * @param more every other field, as the store wrote it
 */
public record DeleteRequest(
        UUID id,
        UUID flowId,
        TimeRange timerangeToDelete,
        @Nullable TimeRange timerangeRemaining,
        boolean deleteFlow,
        String status,
        @Nullable ReportedError error,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public DeleteRequest {
        requireNonNull(id, "id");
        requireNonNull(flowId, "flowId");
        requireNonNull(timerangeToDelete, "timerangeToDelete");
        requireNonNull(status, "status");
        more = Unnamed.copyOf(more);
    }

    /** Whether the store will do no more about it. */
    @JsonIgnore
    public boolean isOver() {
        return status.equals("done") || isFailed();
    }

    @JsonIgnore
    public boolean isFailed() {
        return status.equals("error");
    }
}
