package tams.ingest.client;

import org.jspecify.annotations.Nullable;

/**
 * A store's answer to being asked to delete something.
 *
 * @param request what to follow while {@link State#UNDER_WAY}; null otherwise
 */
public record Deletion(State state, @Nullable DeleteRequest request) {

    static final Deletion DONE = new Deletion(State.DONE, null);
    static final Deletion NOT_THERE = new Deletion(State.NOT_THERE, null);

    /** How far the store is. */
    public enum State {
        /** The store knows nothing of that id: it was never there, or is gone already. */
        NOT_THERE,
        /** Deleted. */
        DONE,
        /** The store goes on with it after its answer. */
        UNDER_WAY
    }
}
