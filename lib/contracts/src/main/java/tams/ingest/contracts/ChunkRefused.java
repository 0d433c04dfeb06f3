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
 * A chunk does not become a segment, and why.
 *
 * @param cause one word in capitals, e.g. {@code NOT_TS}, {@code OVERLAP}
 * @param reason one line for a person: what is wrong, where, what to do
 * @param other the arrival that holds the bytes or the time already; null for poison and unmapped
 * @param timerange the time it would have had; null where none could be worked out
 */
public record ChunkRefused(
        String feed,
        UUID arrival,
        ChunkFile file,
        Verdict verdict,
        String cause,
        String reason,
        @Nullable UUID other,
        @Nullable TimeRange timerange,
        Feed.After after,
        Instant at)
        implements SegmentEvent {

    public ChunkRefused {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        requireNonNull(file, "file");
        requireNonNull(verdict, "verdict");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
        requireNonNull(after, "after");
        requireNonNull(at, "at");
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(arrival, ("refused/" + verdict).getBytes(StandardCharsets.UTF_8));
    }

    /** What the chunk is instead. */
    public enum Verdict {
        /** It cannot be measured. */
        POISON,
        /** The feed has these bytes already. */
        DUPLICATE,
        /** Other bytes hold that time. */
        CONFLICT,
        /** No feed claims its folder; also what a newer writer's verdict is read as: parked, with its own cause and reason. */
        @JsonEnumDefaultValue
        UNMAPPED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
