package tams.ingest.mpegts;

/**
 * The reason why a chunk has no time.
 *
 * @param message one line for an operator: what is wrong and where (byte offset, PID)
 */
public record Unmeasurable(Reason reason, String message) implements Measured {}
