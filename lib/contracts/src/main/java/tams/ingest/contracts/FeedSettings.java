package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A feed's settings as they stood when a chunk was announced, so that all that follows is a function of the event.
 *
 * @param namespace {@code tams.namespace}, from which ids of Flows and Sources are made
 * @param version the feed table's version, counted up by {@code feeds apply}
 */
public record FeedSettings(UUID namespace, long version, Feed feed) {

    public FeedSettings {
        requireNonNull(namespace, "namespace");
        requireNonNull(feed, "feed");
    }
}
