package tams.ingest.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A feed was paused: nothing more of it is announced, its files stay where they are, and what has been announced runs on.
 *
 * <p>A record of its own beside the feed's line, so that it survives every change of the table. A record without a value
 * under the same key resumes the feed.
 */
public record FeedPaused(String feed, Instant at) implements FeedEvent {

    /** Ends the key. No feed's id has a slash, so it is never taken for a line's. */
    private static final String KEY_END = "/paused";

    /** The key of a feed's pause. */
    public static String keyOf(String feed) {
        return feed + KEY_END;
    }

    /** The feed whose pause has this key; null when the key is another record's. */
    public static @Nullable String feedOf(String key) {
        return key.endsWith(KEY_END) ? key.substring(0, key.length() - KEY_END.length()) : null;
    }

    @Override
    public String key() {
        return keyOf(feed);
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(Ids.PROJECT, ("pause/" + feed + "/" + at).getBytes(StandardCharsets.UTF_8));
    }
}
