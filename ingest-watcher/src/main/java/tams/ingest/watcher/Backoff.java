package tams.ingest.watcher;

import java.time.Duration;

/** Waits that double. */
final class Backoff {

    private static final int DOUBLINGS_MAX = 20;

    private Backoff() {}

    /**
     * The next wait.
     *
     * @param times how often it was tried, from 1
     */
    static Duration delay(Duration first, Duration most, int times) {
        Duration delay = first.multipliedBy(1L << Math.min(Math.max(times - 1, 0), DOUBLINGS_MAX));
        return delay.compareTo(most) < 0 ? delay : most;
    }
}
