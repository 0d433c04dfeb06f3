package tams.ingest.registrar;

import java.time.Duration;

/**
 * What may be chosen about registering.
 *
 * @param readBack whether a segment counts only once it was read back: one GET a chunk, and a store that answers 201
 *     without doing it is found out
 * @param patience how long a chunk that the store refuses is tried again before its feed's next one may pass
 * @param retriesMax how often it waits on a retry topic after that
 * @param urlAgeMax how old an allocation may be for an upload to start
 * @param objectAgeMax how old an allocation may be for its object to be registered; the store may have collected it
 */
record Policy(boolean readBack, Duration patience, int retriesMax, Duration urlAgeMax, Duration objectAgeMax) {

    /** Of the time a store allows, this much is used: a clock that runs differently, a call that takes its time. */
    private static final int URL_PERCENT = 70;

    private static final int OBJECT_PERCENT = 80;

    static Policy of(Duration patience, int retriesMax, Duration urlTimeout, Duration objectTimeout) {
        return new Policy(
                true, patience, retriesMax, percent(urlTimeout, URL_PERCENT), percent(objectTimeout, OBJECT_PERCENT));
    }

    private static Duration percent(Duration whole, int percent) {
        return whole.multipliedBy(percent).dividedBy(100);
    }
}
