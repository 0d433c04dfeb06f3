package tams.ingest.registrar;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many chunks are carried at once: one more after as many good calls as there are, a third fewer when the store
 * fails or takes long (additive increase, multiplicative decrease). Thread-safe.
 */
final class Pace {

    /** A call that moves no media and takes longer shows a store that has too much to do. */
    static final Duration SLOW = Duration.ofSeconds(2);

    /** One overload is met by many at once, and counts once. */
    static final Duration SETTLES = Duration.ofSeconds(1);

    private final int most;
    private final LongSupplier nanos;
    private int limit;
    private int good;
    private int taken;
    private long loweredNanos;

    /**
     * Begins at the most: a store is taken to be able until it shows otherwise.
     *
     * @param nanos the monotonic clock
     */
    Pace(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.limit = most;
        this.loweredNanos = nanos.getAsLong() - SETTLES.toNanos();
    }

    /** From 1 to the most. */
    synchronized int limit() {
        return limit;
    }

    /** A call went well. */
    synchronized void went(long tookNanos) {
        if (tookNanos > SLOW.toNanos()) {
            overloaded();
        } else if (++good >= limit) {
            good = 0;
            limit = Math.min(limit + 1, most);
            notifyAll();
        }
    }

    /** Takes a place, and waits for one if need be: whoever has one gives it back after a call, which ends. */
    synchronized void enter() {
        boolean interrupted = false;
        while (taken >= limit) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        taken++;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void leave() {
        taken--;
        notifyAll();
    }

    /** The store fails, or has too much to do. */
    synchronized void overloaded() {
        long now = nanos.getAsLong();
        if (now - loweredNanos >= SETTLES.toNanos()) {
            limit = Math.max(1, limit * 2 / 3);
            loweredNanos = now;
        }
        good = 0;
    }
}
