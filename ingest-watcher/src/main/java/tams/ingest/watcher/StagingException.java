package tams.ingest.watcher;

/** The place where chunks are staged does not take them now; every chunk would fail alike. */
final class StagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StagingException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
