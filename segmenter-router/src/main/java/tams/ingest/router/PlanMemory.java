package tams.ingest.router;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * What was decided, kept in the store {@code plans} under three kinds of keys.
 *
 * <pre>
 *   feed/a/arrival              the decision on an arrival
 *   feed/b/sha256-length        the first arrival that was planned with those bytes
 *   feed/t/flow/start           the arrival that was planned for the time from there
 * </pre>
 */
record PlanMemory(KeyValueStore<String, Remembered> plans) {

    /** A decision is kept this much longer than chunks lie on their topic, so that no replay finds it gone. */
    static final Duration KEPT = Duration.ofDays(35);

    /** A repetition renews a decision that is older than this, so that a file that waits long keeps its own. */
    private static final Duration RENEWED_AFTER = Duration.ofDays(1);

    /** Lines looked at in one go of the eviction: a few milliseconds. */
    private static final int EVICTION_BATCH = 1_000;

    /** The past of one feed. */
    Past of(String feed) {
        return new Past() {
            @Override
            public Optional<SegmentEvent> decisionOn(UUID arrival) {
                return Optional.ofNullable(plans.get(arrivalKey(feed, arrival))).flatMap(Remembered::decision);
            }

            @Override
            public Optional<UUID> holderOf(ChunkFile bytes) {
                return Optional.ofNullable(plans.get(bytesKey(feed, bytes))).map(Remembered::arrival);
            }

            @Override
            public Optional<Holder> holderOf(UUID flow, TimeRange time) {
                return holder(feed, flow, time);
            }
        };
    }

    /** Segments never overlap, so the last one that starts before the end is the only one that can hold it. */
    private Optional<Past.Holder> holder(String feed, UUID flow, TimeRange time) {
        String from = timeKey(feed, flow, new Timestamp(-Timestamp.SECONDS_MAX - 1, 0));
        Timestamp last = time.includesEnd() ? Edges.end(time) : Edges.end(time).minus(Timestamp.ofNanos(1));
        String to = timeKey(feed, flow, last);
        try (KeyValueIterator<String, Remembered> earlier = plans.reverseRange(from, to)) {
            if (!earlier.hasNext()) {
                return Optional.empty();
            }
            Remembered line = earlier.next().value;
            Timestamp end = line.end();
            return end != null && end.compareTo(Edges.start(time)) > 0 ? line.holder() : Optional.empty();
        }
    }

    /** Keeps a decision. The first arrival with some bytes stays the first. */
    void keep(SegmentEvent event, Evidence evidence, long atMs) {
        String feed = event.feed();
        String key = arrivalKey(feed, event.arrival());
        Remembered before = plans.get(key);
        boolean repeated = before != null && before.decision().equals(Optional.of(event));
        if (before != null && repeated && atMs - before.atMs() < RENEWED_AFTER.toMillis()) {
            return;
        }
        plans.put(key, Remembered.decision(atMs, event));
        if (event instanceof SegmentPlanned plan) {
            keepHolders(plan, evidence, atMs);
        }
    }

    private void keepHolders(SegmentPlanned plan, Evidence evidence, long atMs) {
        String bytes = bytesKey(plan.feed(), plan.file());
        Remembered first = plans.get(bytes);
        if (first == null || plan.arrival().equals(first.arrival())) {
            plans.put(bytes, Remembered.bytes(atMs, plan.arrival()));
        }
        Past.Holder holder = new Past.Holder(plan.arrival(), plan.file().bytes(), evidence.slices());
        plan.segments().forEach(segment -> {
            TimeRange range = segment.timerange();
            plans.put(
                    timeKey(plan.feed(), plan.flowId(), Edges.start(range)),
                    Remembered.time(atMs, Edges.end(range), holder));
        });
    }

    /**
     * Forgets lines from before {@code nowMs - KEPT}, a batch at a time.
     *
     * @param from where the last batch ended; empty for the beginning
     * @return where the next one starts; empty when the end was reached
     */
    String evict(String from, long nowMs) {
        int looked = 0;
        try (KeyValueIterator<String, Remembered> lines = from.isEmpty() ? plans.all() : plans.range(from, null)) {
            while (lines.hasNext()) {
                if (looked++ == EVICTION_BATCH) {
                    return lines.peekNextKey();
                }
                KeyValue<String, Remembered> line = lines.next();
                if (line.value.atMs() < nowMs - KEPT.toMillis()) {
                    plans.delete(line.key);
                }
            }
        }
        return "";
    }

    private static String arrivalKey(String feed, UUID arrival) {
        return feed + "/a/" + arrival;
    }

    private static String bytesKey(String feed, ChunkFile file) {
        return feed + "/b/" + file.sha256() + "-" + file.bytes();
    }

    /** Sorts by time: seconds are counted from the earliest that TAMS names. */
    private static String timeKey(String feed, UUID flow, Timestamp start) {
        long seconds = start.seconds() + Timestamp.SECONDS_MAX + 1;
        return feed + "/t/" + flow + "/" + String.format("%013x%08x", seconds, start.nanos());
    }
}
