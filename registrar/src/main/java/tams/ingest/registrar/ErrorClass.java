package tams.ingest.registrar;

/** Whose fault a failure is, which decides what has to wait for its end (reference, retry design). */
enum ErrorClass {
    /** The store or the way to it does not work. Retried for ever. */
    STORE,
    /** The store does not accept who we are. Retried for ever. */
    AUTH,
    /** The store does not understand us; every chunk would fail alike. Retried for ever. */
    CONFIG,
    /** The Flow cannot take segments now. Its feed waits, others go on. */
    FLOW,
    /** The store takes others but not this one. Retried for as long as {@code registrar.patience}. */
    CHUNK,
    /** It will never work. */
    PERMANENT;

    /** Whether every feed is affected. */
    boolean isStoreWide() {
        return this == STORE || this == AUTH || this == CONFIG;
    }
}
