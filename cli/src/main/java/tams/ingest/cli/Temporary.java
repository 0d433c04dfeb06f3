package tams.ingest.cli;

/** Something outside does not answer for now; the same command may succeed later. */
final class Temporary extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Temporary(String message, Throwable cause) {
        super(message, cause);
    }
}
