package tams.ingest.watcher;

/** A file is not what it was when it was found to be whole. */
final class ChangedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChangedFileException(String message) {
        super(message);
    }
}
