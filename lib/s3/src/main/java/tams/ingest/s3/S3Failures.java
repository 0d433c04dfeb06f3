package tams.ingest.s3;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What failures of an S3 mean, told by status and error code, and the last one that was the bucket's rather than an
 * object's. Messages name the call, the key's bucket and what to do, never an address, a credential or the S3's own words.
 */
final class S3Failures {

    private static final int NOT_FOUND = 404;
    private static final int OTHER_CONTENT = 412;
    private static final int TOO_MANY = 429;
    private static final int SERVER_SIDE = 500;
    private static final int TIMEOUT = 408;
    private static final String NO_BUCKET = "NoSuchBucket";

    private final String bucket;
    private volatile @Nullable String last;

    S3Failures(String bucket) {
        this.bucket = bucket;
    }

    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    void over() {
        last = null;
    }

    /** The S3 said something else than yes. */
    IOException answered(String act, String key, S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = answer.statusCode();
        if (status == NOT_FOUND && !code.equals(NO_BUCKET)) {
            over();
            return new NoSuchFileException(key);
        }
        if (status == OTHER_CONTENT) {
            over();
            return new NoSuchFileException(key, null, "it has other content by now");
        }
        boolean isBusy = status == TOO_MANY || status == TIMEOUT || status >= SERVER_SIDE;
        String advice = isBusy
                ? "it is tried again"
                : code.equals(NO_BUCKET)
                        ? "is its name right, and drop.s3.endpoint?"
                        : "check drop.s3.* and what its keys are allowed to do: list, read, write and delete";
        return remember(
                "cannot " + act + " in bucket " + bucket + ": the S3 answered " + status + " " + code + "; " + advice,
                !isBusy,
                answer);
    }

    /** No answer came, or none was asked for because something is missing on our side. */
    IOException unanswered(String act, String key, SdkException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return remember(
                "cannot " + act + " in bucket " + bucket + ": no answer from the S3 ("
                        + cause.getClass().getSimpleName()
                        + "); check drop.s3.endpoint, its credentials and the network;"
                        + " it is tried again",
                false,
                failure);
    }

    private BucketException remember(String message, boolean isRefused, SdkException cause) {
        last = message;
        return new BucketException(message, isRefused, cause);
    }
}
