package tams.ingest.registrar;

/** What happens to each call of a store, and so to the process that makes it. */
interface Faults {

    Faults NONE = call -> Fate.ANSWERED;

    Fate of(String call);

    enum Fate {
        ANSWERED,
        /** It never reached the store. */
        NOT_SENT,
        /** The store is busy and did nothing. */
        BUSY,
        /** The store did it, and nobody heard. */
        ANSWER_LOST,
        /** The store will do it, some calls later, and nobody hears. */
        LATE,
        /** The store says it did, and did not. */
        LIED,
        /** The caller's process ends before the call. */
        CRASH_BEFORE,
        /** The caller's process ends when the store has done it. */
        CRASH_AFTER
    }

    /** The end of the calling process. */
    final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
