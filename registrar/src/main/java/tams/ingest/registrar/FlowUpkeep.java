package tams.ingest.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tams.ingest.client.Flow;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.SegmentPlanned;

/**
 * Keeps bit rates, usual segment length and status of the owner Flows current: after a registration on the feed's own
 * lane, and by a sweep where content has stopped. A failure costs nothing but a line in the log. Thread-safe.
 */
final class FlowUpkeep {

    /** A Flow is looked at no more often than this while content comes. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** After a failure a Flow is left alone for so long, so that its lane does not wait for a store again and again. */
    static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    /** Content has stopped when nothing was registered for so long: longer than any usual segment. */
    static final Duration IDLE_AFTER = Duration.ofMinutes(10);

    /** How often Flows whose content has stopped are looked for. */
    static final Duration SWEEP_EVERY = Duration.ofSeconds(30);

    /** Flows that one sweep changes: after a restart with a thousand old Flows some 40 reads a minute. */
    static final int SWEPT_MAX = 20;

    /** Bounds the memory to some MB; what is forgotten is looked at anew with its next chunk. */
    private static final int TENDED_MAX = 4_000;

    private final FlowKeeper flows;
    private final Supplier<Map<UUID, Instant>> lastRegistered;
    private final StoreWatch watch;
    private final LongSupplier nanos;
    private final Map<UUID, Tended> tended = new ConcurrentHashMap<>();
    private final Set<UUID> resting = ConcurrentHashMap.newKeySet();

    /**
     * What is known of a Flow whose content comes.
     *
     * @param dueNanos when it may be looked at again
     */
    private record Tended(Throughput throughput, long dueNanos) {}

    /**
     * Knows of no content yet.
     *
     * @param lastRegistered by Flow, whoever registered it
     * @param nanos the monotonic clock
     */
    FlowUpkeep(FlowKeeper flows, Supplier<Map<UUID, Instant>> lastRegistered, StoreWatch watch, LongSupplier nanos) {
        this.flows = flows;
        this.lastRegistered = lastRegistered;
        this.watch = watch;
        this.nanos = nanos;
    }

    /** A plan's segments are in the store. */
    void registered(SegmentPlanned plan) {
        UUID flow = plan.flowId();
        long now = nanos.getAsLong();
        Tended known = tended.getOrDefault(flow, new Tended(Throughput.NONE, now));
        Throughput throughput = known.throughput().with(plan);
        boolean due = now - known.dueNanos() >= 0 || resting.contains(flow);
        long next = due ? now + EVERY.toNanos() : known.dueNanos();
        if (tended.size() >= TENDED_MAX) {
            tended.clear();
        }
        tended.put(flow, new Tended(throughput, next));
        if (due && !tend(flow, throughput)) {
            tended.put(flow, new Tended(throughput, now + AFTER_FAILURE.toNanos()));
        }
    }

    private boolean tend(UUID flow, Throughput throughput) {
        resting.remove(flow);
        return change(flow, before -> Upkeep.ingesting(before, throughput, flows.statusMark())) == Changed.DONE;
    }

    /** Looks for Flows whose content has stopped, a few at a time; those that an earlier life left behind as well. */
    void sweep(Instant now) {
        lastRegistered.get().entrySet().stream()
                .filter(last -> last.getValue().isBefore(now.minus(IDLE_AFTER)) && !resting.contains(last.getKey()))
                .limit(SWEPT_MAX)
                .takeWhile(last -> rest(last.getKey()))
                .forEach(last -> tended.remove(last.getKey()));
    }

    /** Whether the sweep may go on: what one Flow does not allow says nothing about the next. */
    private boolean rest(UUID flow) {
        if (change(flow, before -> Upkeep.awaiting(before, flows.statusMark())) == Changed.NOT_NOW) {
            return false;
        }
        resting.add(flow);
        return true;
    }

    /** What came of a change. */
    private enum Changed {
        DONE,
        /** The store would refuse it again. */
        NEVER,
        /** The store cannot at the moment. */
        NOT_NOW
    }

    private Changed change(UUID flow, UnaryOperator<Flow> change) {
        try {
            flows.change(flow, change);
            return Changed.DONE;
        } catch (StoreException e) {
            watch.untended(flow, e);
            return switch (e.status()) {
                case 400, 403, 404, 405, 409, 413, 422 -> Changed.NEVER;
                default -> Changed.NOT_NOW;
            };
        } catch (RuntimeException e) {
            // A mistake of ours must hold up neither the lane nor the sweep.
            watch.mistaken(flow, e);
            return Changed.NEVER;
        }
    }
}
