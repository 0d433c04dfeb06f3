package tams.ingest.registrar;

/** What happens to registrars, their input and their files, besides what happens to their calls. */
enum Disturbance {
    /** A registrar ends at once; another one starts at the committed offset. */
    KILLED,
    /** Another registrar takes over; the old one goes on for a while and does not know. */
    TAKEN_OVER,
    /** A registrar gives its partition back in order. */
    GIVEN_BACK,
    /** A registrar ends before or after it wrote a note. */
    KILLED_WRITING,
    /** A zombie did something. */
    ZOMBIE_ACTED,
    /** Somebody acted in the midst of another's call. */
    INTERLEAVED,
    /** A file is gone for a while. */
    SOURCE_GONE,
    /** A file has other bytes for a while. */
    SOURCE_CHANGED,
    /** A file cannot be read for a while, though it is there. */
    SOURCE_UNREADABLE,
    /** The drop folder is not mounted for a while. */
    ROOT_GONE,
    /** A file is gone for good. */
    SOURCE_TAKEN,
    /** The same plan is delivered again. */
    DELIVERED_TWICE,
    /** Somebody else's segment holds a plan's time. */
    TIME_OCCUPIED,
    /** A transaction with another plan for the chunk was aborted. */
    ABORTED,
    /** A plan re-uses another plan's object. */
    REUSED,
    /** A plan is handed over to a retry topic. */
    SET_ASIDE,
    /** A plan is handed over with its Flow. */
    PARKED,
    /** A plan went behind the parked ones of its Flow untried. */
    FOLLOWED,
    /** Plans of a feed are carried out together. */
    TOGETHER,
    /** A plan has two segments. */
    BROKEN_IN_TWO,
    /** The store takes segments without looking whether their objects have bytes. */
    BYTES_UNCHECKED
}
