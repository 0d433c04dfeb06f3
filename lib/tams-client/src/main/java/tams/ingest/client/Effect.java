package tams.ingest.client;

/** What kind of thing a call does to a store, as far as repeating it is concerned. */
enum Effect {
    /** Changes nothing. */
    READ,
    /** Sets something to a given value: doing it again changes nothing. */
    SET,
    /** Asks for storage: object ids can be had once. */
    ALLOCATE,
    /** Puts bytes where storage was given: the same bytes again change nothing. */
    UPLOAD,
    /** Registers segments: may be done once. */
    REGISTER
}
