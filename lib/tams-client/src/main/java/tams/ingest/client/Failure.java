package tams.ingest.client;

/** What is known of the effect of a call that did not succeed. */
public enum Failure {
    /** The store did nothing, or what it did may be done again. Repeating is safe. */
    REFUSED,
    /** The store may have done it. Look before repeating. */
    UNKNOWN_OUTCOME,
    /** The store will never do this, as it was asked. Repeating is pointless. */
    REJECTED
}
