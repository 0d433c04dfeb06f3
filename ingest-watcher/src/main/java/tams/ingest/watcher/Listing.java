package tams.ingest.watcher;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the playlists beside a chunk say of it.
 *
 * @param at its {@code EXT-X-PROGRAM-DATE-TIME}, stated or carried on from an earlier chunk; null without
 * @param discontinuity whether {@code EXT-X-DISCONTINUITY} stands right before it
 */
record Listing(@Nullable Instant at, boolean discontinuity) {

    /** Of a chunk that no playlist names. */
    static final Listing NONE = new Listing(null, false);

    /** The words of two playlists: the first time that is given, and a break that either of them knows of. */
    Listing and(Listing other) {
        return new Listing(at == null ? other.at : at, discontinuity || other.discontinuity);
    }
}
