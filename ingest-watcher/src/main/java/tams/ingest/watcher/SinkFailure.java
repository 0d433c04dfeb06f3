package tams.ingest.watcher;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells by its type whether a failure to announce is the chunk's own, or that of Kafka or of a bucket. */
final class SinkFailure {

    private static final int CAUSES_MAX = 10;

    private SinkFailure() {}

    static Verdict of(Throwable failure) {
        Throwable cause = cause(failure);
        Verdict.Kind kind;
        if (cause instanceof ChangedFileException) {
            kind = Verdict.Kind.CHANGED;
        } else if (cause instanceof EarlyFileException) {
            kind = Verdict.Kind.EARLY;
        } else if (cause instanceof UnreadableFileException) {
            kind = Verdict.Kind.UNREADABLE;
        } else if (isKafkas(cause) || cause instanceof BucketAwayException) {
            kind = Verdict.Kind.NOT_TAKEN;
        } else {
            // Also what nobody foresaw: it may be this chunk's fault, and then it must not hold up the others.
            kind = Verdict.Kind.UNSENDABLE;
        }
        return Verdict.of(kind, cause);
    }

    private static boolean isKafkas(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof InterruptedException
                || (cause instanceof KafkaException
                        && !(cause instanceof RecordTooLargeException)
                        && !(cause instanceof SerializationException));
    }

    /** The failure without the wrappers that the way here put around it. */
    private static Throwable cause(Throwable failure) {
        Throwable inner = failure;
        for (int i = 0; i < CAUSES_MAX && isWrapper(inner) && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof CamelExecutionException
                || failure instanceof CamelExchangeException;
    }
}
