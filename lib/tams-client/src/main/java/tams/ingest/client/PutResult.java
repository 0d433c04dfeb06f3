package tams.ingest.client;

/** What became of a Flow that was put. */
public enum PutResult {
    CREATED,
    REPLACED
}
