package tams.ingest.mpegts;

/** The kind of an elementary stream. */
public enum Kind {
    VIDEO,
    AUDIO,
    /** Anything else; it never takes part in a chunk's time range. */
    DATA
}
