package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Flow as a member of another's {@code flow_collection}, and where its essence lies in the collection's container.
 *
 * @param role what the member is to the collection; always sent, because stores before 8.2 require it
 * @param containerMapping null where the member's format alone names its track
 * @param more every other field, as the store wrote it
 */
public record CollectedFlow(
        UUID id,
        @Nullable String role,
        @Nullable ContainerMapping containerMapping,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public CollectedFlow {
        requireNonNull(id, "id");
        more = Unnamed.copyOf(more);
    }

    /** A member whose format alone names its track. */
    public static CollectedFlow of(UUID id, String role) {
        return new CollectedFlow(id, role, null, Map.of());
    }

    /** A member that is found by its PID in a transport stream. */
    public static CollectedFlow ofPid(UUID id, String role, int pid) {
        return new CollectedFlow(
                id, role, new ContainerMapping(null, null, new Mp2tsContainer(pid), Map.of()), Map.of());
    }

    /**
     * Where an essence lies. Readers try the PID first, then the index within the format, then the index overall.
     *
     * @param trackIndex from 0, over all tracks
     * @param formatTrackIndex from 0, over the tracks of the same format
     */
    public record ContainerMapping(
            @Nullable Integer trackIndex,
            @Nullable Integer formatTrackIndex,
            @Nullable Mp2tsContainer mp2tsContainer,
            @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

        public ContainerMapping {
            more = Unnamed.copyOf(more);
        }
    }

    /** A place in an MPEG-2 transport stream. */
    public record Mp2tsContainer(int pid) {}
}
