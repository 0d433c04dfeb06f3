package tams.ingest.s3;

import java.io.IOException;

/** A bucket that cannot be used now, as opposed to an object that is not in it. The message is free of secrets. */
public final class BucketException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean refused;

    BucketException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** Whether the S3 answered and said no, so that only a person can help; otherwise it may be back by itself. */
    public boolean isRefused() {
        return refused;
    }
}
