package tams.ingest.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A line of the feed table was set. The line's removal is a record without a value.
 *
 * @param feed the line's id
 * @param version one more than that of the line before it, from 1
 */
public record FeedDefined(String feed, long version, Feed settings, Instant at) implements FeedEvent {

    @Override
    public String key() {
        return feed;
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(Ids.PROJECT, ("feed/" + feed + "/" + version).getBytes(StandardCharsets.UTF_8));
    }
}
