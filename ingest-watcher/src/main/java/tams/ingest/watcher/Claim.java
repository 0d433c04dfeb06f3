package tams.ingest.watcher;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedSettings;

/**
 * Whose a folder is.
 *
 * @param feed the feed's id; the folder's name while no feed claims it
 * @param settings null while no feed claims it
 * @param pattern the feed's own for file names; null for the built-in ones
 * @param isPaused whether nothing of it is to be announced for now
 */
record Claim(
        String feed,
        @Nullable FeedSettings settings,
        @Nullable Pattern pattern,
        boolean isPaused) {

    static Claim none(String folder) {
        return new Claim(folder, null, null, false);
    }

    static Claim of(Feed feed, FeedDefined line, UUID namespace) {
        String pattern = feed.pattern();
        return new Claim(
                feed.id(),
                new FeedSettings(namespace, line.version(), feed),
                pattern == null ? null : Pattern.compile(pattern, Pattern.DOTALL),
                false);
    }

    Claim pause() {
        return new Claim(feed, settings, pattern, true);
    }

    private @Nullable String expression() {
        return pattern == null ? null : pattern.pattern();
    }

    /** The zone of times in file names and playlists that name none; with no feed to say so, UTC. */
    ZoneId zone() {
        return settings == null ? ZoneOffset.UTC : settings.feed().timeline().zone();
    }

    /** Whether names are read in the same way. */
    boolean readsNamesLike(Claim other) {
        return Objects.equals(expression(), other.expression()) && zone().equals(other.zone());
    }

    /** Whether the feed's place in time is to come from a playlist beside its chunks. */
    boolean isAnchoredByPlaylist() {
        return settings != null
                && settings.feed().timeline().origin() == Feed.Timeline.Origin.WALLCLOCK
                && settings.feed().timeline().anchor() == Feed.Timeline.Anchor.PDT;
    }

    ChunkName name(String fileName) {
        return ChunkName.of(fileName, pattern, zone());
    }

    boolean isMapped() {
        return settings != null;
    }

    /** How files get finished; with no feed to say so, by keeping quiet. */
    Feed.Complete complete() {
        return Optional.ofNullable(settings)
                .map(known -> known.feed().complete())
                .orElse(Feed.Complete.QUIET);
    }
}
