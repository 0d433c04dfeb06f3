package tams.ingest.watcher;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the attempt to announce a file ended.
 *
 * @param arrival set for {@link Kind#ANNOUNCED} and {@link Kind#KNOWN}
 * @param cause set for the kinds of trouble
 */
record Verdict(Kind kind, @Nullable UUID arrival, @Nullable Throwable cause) {

    enum Kind {
        /** Kafka has it. */
        ANNOUNCED,
        /** The ledger has a line for it already; nothing was sent. */
        KNOWN,
        /** It was written to, replaced or taken away meanwhile: it was not finished. */
        CHANGED,
        /** It cannot be read now. */
        UNREADABLE,
        /** Its event cannot be sent, whatever Kafka's state. */
        UNSENDABLE,
        /** It may not overtake its feed's backlog; nothing was sent. */
        EARLY,
        /** Kafka did not take it, or did not say so in time; it may have it all the same. */
        NOT_TAKEN
    }

    static Verdict of(Kind kind, UUID arrival) {
        return new Verdict(kind, arrival, null);
    }

    static Verdict of(Kind kind, Throwable cause) {
        return new Verdict(kind, null, cause);
    }
}
