package tams.ingest.kit;

import org.jspecify.annotations.Nullable;

/** Something outside does not answer for now; the same command or start may succeed later. */
public final class TemporaryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemporaryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
