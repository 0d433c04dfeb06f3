package tams.ingest.router;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * One feed's timeline for a tool that has all the chunks at hand: the service's rules, without its topics.
 *
 * <p>Remembers what is needed to tell repeated bytes and taken time, some 300 bytes a chunk. Not thread-safe.
 */
public final class ChunkTimeline {

    /** Most chunks of one timeline: days of live material, and some 30 MB. */
    public static final int CHUNKS_MAX = 100_000;

    private final Map<String, UUID> byBytes = new HashMap<>();
    private final TreeMap<Timestamp, Occupied> byStart = new TreeMap<>();
    private FeedTimeline timeline = FeedTimeline.START;

    private record Occupied(UUID flow, TimeRange range, Past.Holder holder) {}

    /**
     * Decides on the next chunk, as the service would after the same chunks in the same order.
     *
     * @param chunk of the one feed, with its settings; each arrival once
     * @throws IllegalStateException beyond {@link #CHUNKS_MAX}
     * @throws ArithmeticException where its times lie beyond what TAMS can write
     */
    public SegmentEvent offer(ChunkArrived chunk) {
        if (byBytes.size() >= CHUNKS_MAX) {
            throw new IllegalStateException("more than " + CHUNKS_MAX + " chunks on one timeline");
        }
        Step step = timeline.offer(chunk, new Memory());
        timeline = step.timeline();
        if (step.result() instanceof SegmentPlanned plan) {
            byBytes.putIfAbsent(keyOf(plan.file()), plan.arrival());
            Past.Holder holder = Past.Holder.of(chunk);
            plan.segments()
                    .forEach(segment -> byStart.put(
                            Edges.start(segment.timerange()),
                            new Occupied(plan.flowId(), segment.timerange(), holder)));
        }
        return step.result();
    }

    private static String keyOf(ChunkFile file) {
        return file.sha256() + "-" + file.bytes();
    }

    /**
     * Segments never overlap, so only the last one that starts by a time's end can hold it; the one before that where the
     * time excludes its end.
     */
    private final class Memory implements Past {

        @Override
        public Optional<SegmentEvent> decisionOn(UUID arrival) {
            return Optional.empty();
        }

        @Override
        public Optional<UUID> holderOf(ChunkFile bytes) {
            return Optional.ofNullable(byBytes.get(keyOf(bytes)));
        }

        @Override
        public Optional<Holder> holderOf(UUID flow, TimeRange time) {
            return Stream.of(byStart.floorEntry(Edges.end(time)), byStart.lowerEntry(Edges.end(time)))
                    .filter(Objects::nonNull)
                    .map(Map.Entry::getValue)
                    .filter(held -> held.flow().equals(flow) && held.range().overlaps(time))
                    .map(Occupied::holder)
                    .findFirst();
        }
    }
}
