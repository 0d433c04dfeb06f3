package tams.ingest.cli;

/** What was asked for cannot be done with what the store or the files hold; the message says what to do. */
final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
