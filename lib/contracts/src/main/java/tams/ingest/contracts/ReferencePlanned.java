package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a clip's Flow is to become what its original has there. Which segments these are is read from the store
 * when it is done, so that doing it again changes nothing.
 *
 * @param flow of the clip
 * @param from the Flow whose segments it shows
 * @param timerange on the original's timeline
 * @param shift what is added to the original's times
 * @param wholeSegments whether segments at the edges are taken whole instead of cut
 * @param objectId of the segment that was registered there; null where it is not about a single one
 */
public record ReferencePlanned(
        UUID clip,
        UUID flow,
        UUID from,
        Action action,
        TimeRange timerange,
        Timestamp shift,
        boolean wholeSegments,
        @Nullable String objectId,
        Instant at)
        implements ClipEvent {

    public ReferencePlanned {
        requireNonNull(clip, "clip");
        requireNonNull(flow, "flow");
        requireNonNull(from, "from");
        requireNonNull(action, "action");
        requireNonNull(timerange, "timerange");
        requireNonNull(shift, "shift");
        requireNonNull(at, "at");
        if (timerange.start() == null || timerange.isEmpty()) {
            throw new IllegalArgumentException("a reference shows something, from somewhere on: " + timerange);
        }
    }

    /** What is to be done. */
    public enum Action {
        /** What the original has in the time range and the clip lacks is registered; also what a newer writer's word is read as: it takes nothing away. */
        @JsonEnumDefaultValue
        FILL,
        /** What the clip has behind the time range is taken out. */
        TRIM;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The record's key: what concerns one Flow is done in its order. */
    public String key() {
        return flow.toString();
    }

    @Override
    public UUID eventId() {
        String what = action + "/" + timerange + "/" + (objectId == null ? "" : objectId);
        return Ids.nameUuid(flow, what.getBytes(StandardCharsets.UTF_8));
    }
}
