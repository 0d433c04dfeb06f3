package tams.ingest.registrar;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Records behind an open transaction: readers of committed records neither get them nor count them as lag, so one that is
 * never ended would stop feeds without a sign (reference, failure K6). Not thread-safe.
 */
final class HiddenRecords {

    /** Several times as long as router's transactions may last, the broker's clean-up included. */
    static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    /**
     * Where a partition ends.
     *
     * @param stable for readers of committed records
     * @param high for everybody
     */
    record Ends(long stable, long high) {

        long hidden() {
            return Math.max(0, high - stable);
        }
    }

    /** A partition whose stable end has stood still since then, with records behind it. */
    private record Open(Ends ends, long sinceNanos) {}

    private final Map<TopicPartition, Open> open = new HashMap<>();

    /** Takes note of all partitions' ends. */
    void look(Map<TopicPartition, Ends> ends, long nanos) {
        open.keySet().retainAll(ends.keySet());
        ends.forEach((partition, now) -> {
            Open before = open.get(partition);
            if (now.hidden() == 0) {
                open.remove(partition);
            } else if (before == null || before.ends().stable() != now.stable()) {
                open.put(partition, new Open(now, nanos));
            } else {
                open.put(partition, new Open(now, before.sinceNanos()));
            }
        });
    }

    /** How many there are. */
    long count() {
        return open.values().stream().mapToLong(one -> one.ends().hidden()).sum();
    }

    /** What hides records for too long and what to do, in one line; empty while nothing does. */
    Optional<String> trouble(long nanos) {
        return open.entrySet().stream()
                .filter(one -> nanos - one.getValue().sinceNanos() >= STUCK_AFTER.toNanos())
                .min(Map.Entry.comparingByValue((one, other) -> Long.compare(one.sinceNanos(), other.sinceNanos())))
                .map(one -> "a transaction on " + one.getKey() + " has been open for "
                        + Duration.ofNanos(nanos - one.getValue().sinceNanos()).toSeconds() + " s and hides "
                        + one.getValue().ends().hidden() + " records from offset "
                        + one.getValue().ends().stable()
                        + " on: find and end it with kafka-transactions.sh find-hanging and abort");
    }
}
