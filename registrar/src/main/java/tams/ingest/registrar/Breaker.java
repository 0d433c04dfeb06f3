package tams.ingest.registrar;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Keeps feeds from a store that fails all of them: open once a step has failed for several Flows without going well for
 * any in between. While it is open one feed at a time tries; its first success at that step lets all go on. Thread-safe.
 *
 * <p>One Flow's failures never open it, however many: that Flow may be the reason (reference, retry design).
 */
final class Breaker {

    /** Flows that must fail alike. */
    static final int FLOWS_MIN = 3;

    /** The first wait between two tries; each further one is twice as long. */
    static final Duration HOLD_MIN = Duration.ofMillis(500);

    /** The longest wait: a store that comes back is found within it. */
    static final Duration HOLD_MAX = Duration.ofSeconds(10);

    /** Who tries and is not heard of for so long does not try any more. */
    static final Duration TRY_MAX = Duration.ofSeconds(30);

    private static final int FLOWS_MAX = 1_000;

    private final LongSupplier nanos;
    private final Map<StoreStep, Set<UUID>> failing = new EnumMap<>(StoreStep.class);
    private Duration hold = HOLD_MIN;
    private long nextTryNanos;
    private long askedToWaitNanos;
    private boolean waits;

    /**
     * Closed.
     *
     * @param nanos the monotonic clock
     */
    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
        this.nextTryNanos = nanos.getAsLong();
    }

    /** Whether feeds are kept from the store. */
    synchronized boolean isOpen() {
        return failing.values().stream().anyMatch(flows -> flows.size() >= FLOWS_MIN);
    }

    /** How long to wait before asking again; empty for whoever may go on now. */
    synchronized Optional<Duration> hold() {
        long now = nanos.getAsLong();
        if (waits && askedToWaitNanos - now > 0) {
            return Optional.of(Duration.ofNanos(askedToWaitNanos - now));
        }
        waits = false;
        if (!isOpen()) {
            return Optional.empty();
        }
        if (nextTryNanos - now > 0) {
            return Optional.of(Duration.ofNanos(nextTryNanos - now));
        }
        nextTryNanos = now + TRY_MAX.toNanos();
        return Optional.empty();
    }

    /** A step went well. */
    synchronized void went(StoreStep step) {
        if (failing.remove(step) != null && !isOpen()) {
            hold = HOLD_MIN;
            nextTryNanos = nanos.getAsLong();
        }
    }

    /**
     * A step failed in a way that is not its Flow's fault.
     *
     * @param retryAfter what the store asked for; zero for nothing
     */
    synchronized void failed(StoreStep step, UUID flow, Duration retryAfter) {
        long now = nanos.getAsLong();
        Set<UUID> flows = failing.computeIfAbsent(step, any -> new HashSet<>());
        boolean wasOpen = isOpen();
        if (flows.size() < FLOWS_MAX) {
            flows.add(flow);
        }
        if (!retryAfter.isZero()) {
            waits = true;
            askedToWaitNanos = now + retryAfter.toNanos();
        }
        if (isOpen()) {
            hold = wasOpen ? shorter(hold.multipliedBy(2), HOLD_MAX) : HOLD_MIN;
            nextTryNanos = now + hold.toNanos();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
