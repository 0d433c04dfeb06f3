package tams.ingest.watcher;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;

/**
 * Decides which finished file of a folder is announced next. Belongs to the scanner's thread.
 *
 * <p>Lowest sequence first; only what came while we watch goes before the folder's backlog, as far as that is safe.
 */
final class FolderTurns {

    /**
     * Announced chunks of a feed's backlog that the ledger has not closed, at most: what comes live waits behind no more in
     * the registrar's lane, and the backlog stays on disk while the store is away. Some ten seconds of a fast store's work.
     */
    static final int OPEN_MAX = 1_024;

    /** How long the backlog has its way after a live file was found not to go on where it begins. */
    static final Duration OVERTAKE_REST = Duration.ofSeconds(10);

    /** Whose turn it is: a folder may take part in one, the other or both. */
    enum Turn {
        /** Of each folder in every round. */
        LIVE,
        /** Of one folder in every round. */
        BACKLOG
    }

    final ReadyFiles ready = new ReadyFiles();
    final Beginning beginning;
    private final FolderPlaylists playlists;
    private int unanswered;
    private int open;
    private long overtakeFrom;

    FolderTurns(Beginning beginning, FolderPlaylists playlists, long now) {
        this.beginning = beginning;
        this.playlists = playlists;
        this.overtakeFrom = now;
    }

    /** Begins to count anew what has been announced. */
    void recount() {
        unanswered = 0;
        open = 0;
    }

    /**
     * Counts a chunk that was announced.
     *
     * @param state the ledger's; null without a line
     */
    void count(Outcome.@Nullable State state) {
        unanswered += state == null ? 1 : 0;
        open += state == null || !state.isTerminal() ? 1 : 0;
    }

    /** The file whose turn it is; null when none may go now. */
    @Nullable TrackedFile next(Turn turn, Claim claim, long now) {
        if (claim.isPaused()) {
            return null;
        }
        TrackedFile repeated = ready.repeated();
        if (repeated != null) {
            return turn == Turn.LIVE ? repeated : null;
        }
        TrackedFile fresh = turn == Turn.LIVE ? live(claim, now) : ready.lowestOfBacklog();
        if (fresh == null || !hasRoom(fresh, claim)) {
            return null;
        }
        boolean mayGo = !claim.isMapped() || beginning.mayGo(fresh, now, ready.waitingSince());
        return mayGo && !playlists.isAwaited(fresh.name, claim, now - fresh.due) ? fresh : null;
    }

    /** The lowest live file, or the backlog where that has to go first, which thereby is as urgent. */
    private @Nullable TrackedFile live(Claim claim, long now) {
        TrackedFile live = ready.lowestLive();
        return live == null || mayOvertake(live, claim, now) ? live : ready.lowest();
    }

    private boolean mayOvertake(TrackedFile live, Claim claim, long now) {
        return !claim.isMapped() || (beginning.hasBegun() && live.sequence() != null && now - overtakeFrom >= 0);
    }

    /** What comes live has as much room again as the backlog, lest that fill it. */
    private boolean hasRoom(TrackedFile file, Claim claim) {
        return file.isBacklog
                ? unanswered < FeedFolder.UNANSWERED_MAX && (open < OPEN_MAX || !claim.isMapped())
                : unanswered < 2 * FeedFolder.UNANSWERED_MAX;
    }

    /** Whether a file that may go leaves others behind that are before it. */
    boolean isOvertaking(TrackedFile file) {
        TrackedFile first = file.isBacklog ? null : ready.lowestOfBacklog();
        return first != null && TrackedFile.ORDER.compare(first, file) < 0;
    }

    /** A live file has to wait for the backlog. */
    void keepOrder(long now) {
        overtakeFrom = now + OVERTAKE_REST.toNanos();
    }
}
