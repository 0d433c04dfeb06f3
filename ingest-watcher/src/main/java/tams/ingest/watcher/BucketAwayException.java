package tams.ingest.watcher;

/** A bucket that chunks are read from or staged in cannot be used now; every chunk would fail alike. */
final class BucketAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BucketAwayException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
