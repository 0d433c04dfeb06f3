package tams.ingest.client;

/**
 * What was read back.
 *
 * @param sha256 of the bytes read, in lower-case hex
 */
public record Download(String sha256, long bytes) {}
