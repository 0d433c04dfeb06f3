package tams.ingest.registrar;

import java.time.Duration;

/**
 * An object that has a place in the store.
 *
 * @param generation of the id asked for, from 0; -1 for an object of another job
 * @param atNanos when the place was given, by the monotonic clock
 */
record Placed(String objectId, int generation, long atNanos) {

    boolean isOlderThan(Duration age, long nanos) {
        return nanos - atNanos > age.toNanos();
    }
}
