package tams.ingest.watcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/** The playlists of one folder as of the last look, and which chunks wait to be named by them. */
final class FolderPlaylists {

    private static final Logger LOG = LoggerFactory.getLogger(FolderPlaylists.class);

    private final Playlists content;
    private final Duration patience;
    private Collection<Path> present = Set.of();
    private Set<Path> seen = Set.of();
    private boolean warned;

    /**
     * No playlists yet.
     *
     * @param patience how long a chunk waits at most
     */
    FolderPlaylists(Playlists content, Duration patience) {
        this.content = content;
        this.patience = patience;
    }

    void beginLook() {
        seen = new TreeSet<>();
    }

    void see(Path playlist) {
        if (seen.size() <= Playlists.FOLDER_MAX) {
            seen.add(playlist);
        }
    }

    void endLook() {
        present = seen;
    }

    Listing of(String chunk, Claim claim) {
        return content.find(present, chunk, claim.zone());
    }

    /**
     * Whether a whole chunk should not be announced yet. A playlist names it some time after that; only a feed that builds
     * on playlists waits for it.
     *
     * @param waitedNanos since it was whole
     */
    boolean isAwaited(String chunk, Claim claim, long waitedNanos) {
        if (!claim.isAnchoredByPlaylist()) {
            return false;
        }
        boolean isListed = of(chunk, claim).at() != null;
        boolean isOverdue = !isListed && waitedNanos >= patience.toNanos();
        if (isOverdue && !warned) {
            LOG.warn(
                    EventCode.NO_TIME_IN_PLAYLIST.marker(),
                    "feed '{}' has anchor: pdt, but no playlist in its folder gave a time for {} within {} s; it goes on"
                            + " without, as will others: let the encoder write EXT-X-PROGRAM-DATE-TIME, into the folder of"
                            + " the chunks",
                    claim.feed(),
                    FileNames.shown(chunk),
                    patience.toSeconds());
        }
        warned = isOverdue || (warned && !isListed);
        return !isListed && !isOverdue;
    }
}
