package tams.ingest.watcher;

import java.time.Duration;

/**
 * Decides when a feed that has never sent anything may begin.
 *
 * <p>With {@code origin: zero} the chunk that comes first lies at 0:0, so the lowest one present has to be the first, even
 * if it is finished later than others.
 *
 * @param settle how long the lowest has to have been the lowest, so that files which are being moved in are all seen
 */
record FirstChunk(Duration settle) {

    /** Longest wait for the lowest chunk to be finished; a writer that takes longer gives up its place at 0:0. */
    static final Duration HOLD_MAX = Duration.ofSeconds(60);

    /**
     * Whether the first chunk that is ready may go.
     *
     * @param isLowest whether no lower one is present, finished or not
     * @param lowestNanos how long the lowest present has been the same
     * @param waitedNanos how long a chunk has been ready and waiting
     */
    boolean mayGo(boolean isLowest, long lowestNanos, long waitedNanos) {
        return waitedNanos >= HOLD_MAX.toNanos() || (isLowest && lowestNanos >= settle.toNanos());
    }
}
