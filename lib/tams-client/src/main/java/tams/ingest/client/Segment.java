package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A stretch of a Flow and the object that holds its media.
 *
 * @param tsOffset what is added to the object's own time to get the Flow's; null means 0:0, or a store that does not say
 * @param objectTimerange null unless asked for, and where it is {@code timerange - tsOffset}
 * @param getUrls where the object can be read; empty when none were asked for
 * @param more every other field, as the store wrote it
 */
public record Segment(
        String objectId,
        TimeRange timerange,
        @Nullable Timestamp tsOffset,
        @Nullable TimeRange objectTimerange,
        @Nullable Timestamp lastDuration,
        @Nullable Integer keyFrameCount,
        List<GetUrl> getUrls,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public Segment {
        requireNonNull(objectId, "objectId");
        requireNonNull(timerange, "timerange");
        getUrls = getUrls == null ? List.of() : List.copyOf(getUrls);
        more = Unnamed.copyOf(more);
    }

    /** Without URLs, and without the fields that are not known: an initialisation object has signed URLs too. */
    @Override
    public String toString() {
        return "Segment[" + objectId + " " + timerange + "]";
    }
}
