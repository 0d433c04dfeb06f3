package tams.ingest.client;

/** What kind of thing a call does to a store, as far as repeating it is concerned. */
enum Effect {
    /** Changes nothing. */
    READ,
    /** Sets something to a given value: doing it again changes nothing. */
    SET,
    /** Takes something away: doing it again finds nothing to do. */
    REMOVE,
    /** Adds something under a name of the store's choice: doing it again may add it twice. */
    CREATE,
    /** Asks for storage: object ids can be had once. */
    ALLOCATE,
    /** Puts bytes where storage was given: the same bytes again change nothing. */
    UPLOAD,
    /** Registers segments: may be done once. */
    REGISTER
}
