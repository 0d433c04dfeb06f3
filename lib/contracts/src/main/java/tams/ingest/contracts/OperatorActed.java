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
 * An operator did something that changes what the pipeline does. Keyed by the action's word, kept for 90 days.
 *
 * <p>The record of a dead letter's end, too: a letter that is named here is dealt with and not listed again.
 *
 * @param feed it was done to; empty where the feed is not known
 * @param operator account and host
 * @param letter the dead letter that was dealt with; null where the action is not about one
 * @param reason the operator's own words; null where none were given
 */
public record OperatorActed(
        String feed,
        Action action,
        String operator,
        @Nullable Letter letter,
        @Nullable String reason,
        Instant at) implements FeedFact {

    public OperatorActed {
        requireNonNull(feed, "feed");
        requireNonNull(action, "action");
        requireNonNull(operator, "operator");
        requireNonNull(at, "at");
    }

    /**
     * Where a dead letter lies.
     *
     * @param writtenAt the record's time, so that a topic that was made anew has no letter of the old one's places
     * @param arrival the chunk's; null where the letter cannot be read
     * @param replays how often it has been put back with this time; null for one that was discarded
     */
    public record Letter(
            int partition,
            long offset,
            Instant writtenAt,
            @Nullable UUID arrival,
            @Nullable Integer replays) {

        public Letter {
            requireNonNull(writtenAt, "writtenAt");
        }
    }

    /** What was done. */
    public enum Action {
        /** A dead letter was put back on the topic it came from. */
        REDRIVE,
        /** A dead letter was declared done with; also what a newer writer's act is read as: whatever it was, it is settled. */
        @JsonEnumDefaultValue
        DISCARD,
        /** A feed's line of the table was set. */
        FEED_SET,
        /** A feed's line of the table was removed. */
        FEED_REMOVED,
        PAUSE,
        RESUME;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The record's key. */
    public String key() {
        return action.toString();
    }

    @Override
    public UUID eventId() {
        String about = letter == null
                ? feed + "/" + at
                : letter.partition() + "/" + letter.offset() + "/" + letter.writtenAt();
        return Ids.nameUuid(Ids.PROJECT, (action + "/" + about).getBytes(StandardCharsets.UTF_8));
    }
}
