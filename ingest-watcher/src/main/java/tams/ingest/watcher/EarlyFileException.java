package tams.ingest.watcher;

/** A live file may not be announced before its feed's backlog: they are not of one unbroken stream. */
final class EarlyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EarlyFileException(String message) {
        super(message);
    }
}
