package tams.ingest.watcher;

/** A file that is there cannot be read, or not be described by an event. */
final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
