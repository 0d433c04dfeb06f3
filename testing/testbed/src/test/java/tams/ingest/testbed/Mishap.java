package tams.ingest.testbed;

import java.util.EnumSet;
import java.util.Set;

/** What happens to one call of a {@link NastyStore}. */
public enum Mishap {
    /** Nothing: done and answered. */
    NONE,
    /** It never reached the store. */
    UNREACHABLE,
    /** Nothing done; 429, with a wait asked for. */
    THROTTLED,
    /** Nothing done; 503. */
    BUSY,
    /** Nothing done; 500. */
    BROKEN,
    /** Nothing done; 401. */
    UNAUTHORISED,
    /** Nothing done; 403. */
    FORBIDDEN,
    /** Done; nobody hears. */
    ANSWER_LOST,
    /** Done; the answer cannot be read. */
    GARBLED,
    /** Nothing done, and nobody hears. */
    TIMED_OUT,
    /** Nobody hears; done when the client has long given up. */
    DONE_LATE,
    /** The Flow is made read-only before, for a while. */
    LOCKED,
    /** The store does not know the Flow for a while, and lists nothing of it. */
    UNKNOWN_FLOW,
    /** An upload is refused: other bytes arrived than its checksum says. */
    BAD_DIGEST,
    /** An upload is refused: no bytes came for too long. */
    REQUEST_TIMEOUT,
    /** Done, but an upload takes minutes. */
    SLOW,
    /** A registration is refused with 200 and a list that repeats the time ranges; what is not listed is done. */
    LISTED,
    /** A registration is refused with 200 and a list that does not; what is not listed is done. */
    BARELY_LISTED,
    /** An object is taken up, its segment is not; 500. */
    CLAIMED,
    /** Nothing done; answered as if it were. */
    LIED,
    /** Done; not listed for a while. */
    HIDDEN,
    /** The caller's process ends before the call. */
    CRASH_BEFORE,
    /** The caller's process ends once the store has done it. */
    CRASH_AFTER;

    private static final Set<Mishap> OF_ANY = EnumSet.of(
            UNREACHABLE,
            THROTTLED,
            BUSY,
            BROKEN,
            UNAUTHORISED,
            FORBIDDEN,
            ANSWER_LOST,
            GARBLED,
            TIMED_OUT,
            DONE_LATE,
            CRASH_BEFORE,
            CRASH_AFTER);

    /** Whether it can happen to a call of that kind. */
    public boolean befalls(StoreCall call) {
        return switch (this) {
            case LOCKED, UNKNOWN_FLOW -> call == StoreCall.ALLOCATE || call == StoreCall.REGISTER;
            case BAD_DIGEST, REQUEST_TIMEOUT, SLOW -> call == StoreCall.UPLOAD;
            case LISTED, BARELY_LISTED, CLAIMED, LIED, HIDDEN -> call == StoreCall.REGISTER;
            default -> call != StoreCall.OTHER && OF_ANY.contains(this);
        };
    }

    /** The end of the calling process: no answer, and nobody to hear it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        public Crash() {
            super("the process ends here", null, false, false);
        }
    }
}
