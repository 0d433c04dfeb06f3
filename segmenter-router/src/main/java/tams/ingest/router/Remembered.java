package tams.ingest.router;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Timestamp;

/**
 * A line of what {@link PlanMemory} keeps: a decision, who brought some bytes first, or who holds some time.
 *
 * @param atMs the record time at which it was written, for eviction
 * @param plan of an arrival's line
 * @param refusal of an arrival's line
 * @param arrival of a line about bytes or time
 * @param end of a line about time, exclusive
 */
record Remembered(
        long atMs,
        @Nullable SegmentPlanned plan,
        @Nullable ChunkRefused refusal,
        @Nullable UUID arrival,
        @Nullable Timestamp end) {

    static Remembered decision(long atMs, SegmentEvent event) {
        return event instanceof SegmentPlanned planned
                ? new Remembered(atMs, planned, null, null, null)
                : new Remembered(atMs, null, (ChunkRefused) event, null, null);
    }

    static Remembered holder(long atMs, UUID arrival, @Nullable Timestamp end) {
        return new Remembered(atMs, null, null, arrival, end);
    }

    Optional<SegmentEvent> decision() {
        return Optional.ofNullable(plan != null ? plan : refusal);
    }
}
