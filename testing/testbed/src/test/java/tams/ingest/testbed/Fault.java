package tams.ingest.testbed;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one call.
 *
 * @param status of {@link Kind#REFUSE}
 * @param code the object store's name for the error, or the scheme of a 401's challenge; null for none
 * @param retryAfter in whole seconds, said with a refusal; null for nothing said
 * @param pause how long the kinds that wait do so
 */
record Fault(
        Kind kind,
        int status,
        @Nullable String code,
        @Nullable Duration retryAfter,
        Duration pause) {

    /** The kinds, by what the store did and what its client hears. */
    enum Kind {
        /** Nothing done; answered with a status. */
        REFUSE,
        /** Nothing done; answered with 503 before the body was read, and the connection ends. */
        EARLY,
        /** Nothing done; the object store says that the URL's time is over. */
        EXPIRED,
        /** Nothing done; the connection ends without an answer. */
        CUT_BEFORE,
        /** Nothing done; answered as if it were. */
        LOST,
        /** An object is taken up, its segment is not; answered with 500. */
        CLAIMED,
        /** The Flow is made read-only before, and free again after the pause. */
        LOCKED,
        /** Done; the connection ends without an answer. */
        CUT_AFTER,
        /** Done; answered after the pause. */
        LATE,
        /** The connection ends without an answer, and after the pause it is done. */
        DONE_LATE,
        /** Done; half of the answer's body, then the connection ends. */
        HALF,
        /** Done; the answer's body is something else than JSON. */
        GARBLED,
        /** Done; the answer's content type is wrong. */
        MISTYPED,
        /** Done; the answer's body comes byte by byte, over the pause. */
        DRIBBLE,
        /** Done twice, as a proxy that repeats does; the second answer is given. */
        TWICE,
        /** Done; what was registered is not listed until the pause is over. */
        HIDE,
        /** Half of an upload's bytes arrive; answered as if all had. */
        TRUNCATE;

        /** As a script names it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Long enough to be seen, short enough for a test to wait for. */
    static final Duration PAUSE_DEFAULT = Duration.ofMillis(300);

    private static final int BUSY = 503;

    static Fault of(Kind kind) {
        return new Fault(kind, BUSY, null, null, PAUSE_DEFAULT);
    }

    static Fault refuse(int status) {
        return new Fault(Kind.REFUSE, status, null, null, PAUSE_DEFAULT);
    }

    Fault with(int otherStatus) {
        return new Fault(kind, otherStatus, code, retryAfter, pause);
    }

    Fault coded(String word) {
        return new Fault(kind, status, word, retryAfter, pause);
    }

    Fault retryAfter(Duration wait) {
        return new Fault(kind, status, code, wait, pause);
    }

    Fault pausing(Duration length) {
        return new Fault(kind, status, code, retryAfter, length);
    }
}
