package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flows that take nothing for now: their plans lie on {@code ingest.parked} in their order, and every further one goes
 * there too, so that nothing else waits for them. For each the first plan is tried now and then ({@link ParkedRun}); once
 * it goes through the others follow, and the Flow is as any other again. Thread-safe.
 *
 * <p>What is parked is told from the topic and the ledger alone: this is only what is known of it while a partition is ours.
 */
final class ParkedFlows {

    /** Why a Flow is parked. */
    record Why(ErrorClass errorClass, String cause, String reason) {

        static final Why UNKNOWN = new Why(ErrorClass.FLOW, "FLOW_PARKED", "other chunks of its Flow wait before it");
    }

    private static final class Parked {
        private final int partition;
        private long from;
        private Why why;
        private int appending;
        private long news;

        private Parked(int partition, long from, Why why) {
            this.partition = partition;
            this.from = from;
            this.why = why;
        }
    }

    private final Map<UUID, Parked> flows = new HashMap<>();
    private final Map<Integer, Long> lookedTo = new HashMap<>();
    private @Nullable BiConsumer<UUID, Place> starter;

    /** Where a Flow's plans lie on the topic, from its first one on. */
    record Place(int partition, long from) {}

    /** Says who begins to try a Flow's plans. */
    synchronized void startWith(BiConsumer<UUID, Place> starting) {
        starter = starting;
    }

    /** How many there are. */
    synchronized int count() {
        return flows.size();
    }

    /** Why a Flow's next plan has to be parked too; empty when it need not. */
    synchronized Optional<Why> holding(UUID flow) {
        return Optional.ofNullable(flows.get(flow)).map(parked -> parked.why);
    }

    /**
     * A partition is ours.
     *
     * @param from where there may be something
     */
    synchronized void assigned(int partition, long from) {
        lookedTo.put(partition, from);
    }

    /** Partitions are not ours any more. */
    synchronized void revoked(Set<Integer> partitions) {
        lookedTo.keySet().removeAll(partitions);
        flows.values().removeIf(parked -> partitions.contains(parked.partition));
    }

    /** Those that are ours, with the offset up to which is known what lies there. */
    synchronized Map<Integer, Long> lookedTo() {
        return Map.copyOf(lookedTo);
    }

    /** A plan is about to be parked; {@link #appended} has to follow. */
    void appends(UUID flow, ConsumerRecord<String, byte[]> record, Why why) {
        Place begins = null;
        synchronized (this) {
            Parked parked = flows.get(flow);
            Long looked = lookedTo.get(record.partition());
            if (parked != null) {
                parked.why = why;
                parked.appending++;
                parked.news++;
            } else if (looked != null) {
                parked = new Parked(record.partition(), looked, why);
                parked.appending++;
                flows.put(flow, parked);
                begins = new Place(record.partition(), looked);
            }
        }
        start(flow, begins);
    }

    /** The plan is on the topic, or never will be. */
    synchronized void appended(UUID flow) {
        Parked parked = flows.get(flow);
        if (parked != null) {
            parked.appending = Math.max(0, parked.appending - 1);
        }
    }

    /**
     * What lies on a partition was looked at, up to an offset.
     *
     * @param open for each Flow with plans that are not done with, the first one's offset
     */
    void looked(int partition, long to, Map<UUID, Long> open) {
        List<UUID> found = new ArrayList<>();
        synchronized (this) {
            if (lookedTo.computeIfPresent(partition, (any, before) -> Math.max(before, to)) == null) {
                return;
            }
            open.forEach((flow, from) -> {
                Parked known = flows.putIfAbsent(flow, new Parked(partition, from, Why.UNKNOWN));
                if (known == null) {
                    found.add(flow);
                } else {
                    known.news++;
                }
            });
        }
        found.forEach(flow -> start(flow, new Place(partition, open.getOrDefault(flow, 0L))));
    }

    private void start(UUID flow, @Nullable Place place) {
        BiConsumer<UUID, Place> starting;
        synchronized (this) {
            starting = starter;
        }
        if (place != null && starting != null) {
            starting.accept(flow, place);
        }
    }

    /** A Flow's plans before an offset are done with. */
    synchronized void moved(UUID flow, long next) {
        Parked parked = flows.get(flow);
        if (parked != null) {
            parked.from = next;
        }
    }

    /** How often something was heard of a Flow's plans; asked before reading, and given to {@link #release} after. */
    synchronized long news(UUID flow) {
        Parked parked = flows.get(flow);
        return parked == null ? 0 : parked.news;
    }

    /**
     * Nothing was left of a Flow.
     *
     * @param news what {@link #news} said before that was read
     * @return false when something was added since, or just is: it has to be read again
     */
    synchronized boolean release(UUID flow, long news) {
        Parked parked = flows.get(flow);
        if (parked != null && (parked.appending > 0 || parked.news != news)) {
            return false;
        }
        flows.remove(flow);
        return true;
    }

    /** The offset before which nothing of a partition is needed any more. */
    synchronized long neededFrom(int partition) {
        return flows.values().stream()
                .filter(parked -> parked.partition == partition)
                .mapToLong(parked -> parked.from)
                .min()
                .orElseGet(() -> lookedTo.getOrDefault(partition, 0L));
    }
}
