package tams.ingest.watcher;

import org.jspecify.annotations.Nullable;

/** How far a folder's feed is from its first chunk. Belongs to the scanner's thread. */
final class Beginning {

    private final FirstChunk rule;
    private boolean begun;
    private @Nullable TrackedFile lowest;
    private long lowestSince;

    Beginning(FirstChunk rule) {
        this.rule = rule;
    }

    /** The folder has gone to another feed. */
    void restart() {
        begun = false;
    }

    /** A chunk of the feed is on its way. */
    void begin() {
        begun = true;
    }

    /** Whether a chunk of the feed is on its way, now or long ago. */
    boolean hasBegun() {
        return begun;
    }

    /** Takes the lowest of all files that have not been announced, finished or not; null without any. */
    void see(@Nullable TrackedFile first, long now) {
        if (first != lowest) {
            lowest = first;
            lowestSince = now;
        }
    }

    /** Whether a file that is ready, since {@code waitingSince} or another has been, may go. */
    boolean mayGo(TrackedFile file, long now, long waitingSince) {
        return begun || rule.mayGo(file == lowest, now - lowestSince, now - waitingSince);
    }
}
