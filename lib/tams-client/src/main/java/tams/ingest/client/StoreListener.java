package tams.ingest.client;

import java.time.Duration;

/** Someone who wants to know how the store is spoken to. Called on the thread that made the call; must not block. */
@FunctionalInterface
public interface StoreListener {

    /** Hears nothing. */
    StoreListener NONE = status -> {};

    /**
     * The store has answered.
     *
     * @param status of HTTP
     */
    void answered(int status);

    /**
     * A token was obtained, the first one or a new one.
     *
     * @param life how long it is good for from now, as the token endpoint says
     */
    default void tokenObtained(Duration life) {}
}
