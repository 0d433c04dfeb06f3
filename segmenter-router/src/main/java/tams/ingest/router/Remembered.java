package tams.ingest.router;

import java.util.List;
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
 * @param bytes of a line about time: the file's length
 * @param slices of a line about time: the file's, see {@link tams.ingest.contracts.Evidence}
 */
record Remembered(
        long atMs,
        @Nullable SegmentPlanned plan,
        @Nullable ChunkRefused refusal,
        @Nullable UUID arrival,
        @Nullable Timestamp end,
        @Nullable Long bytes,
        @Nullable List<Integer> slices) {

    static Remembered decision(long atMs, SegmentEvent event) {
        return event instanceof SegmentPlanned planned
                ? new Remembered(atMs, planned, null, null, null, null, null)
                : new Remembered(atMs, null, (ChunkRefused) event, null, null, null, null);
    }

    static Remembered bytes(long atMs, UUID arrival) {
        return new Remembered(atMs, null, null, arrival, null, null, null);
    }

    static Remembered time(long atMs, Timestamp end, Past.Holder holder) {
        return new Remembered(atMs, null, null, holder.arrival(), end, holder.bytes(), holder.slices());
    }

    /** Who holds a time; empty for other lines. */
    Optional<Past.Holder> holder() {
        return arrival == null || bytes == null
                ? Optional.empty()
                : Optional.of(new Past.Holder(arrival, bytes, slices == null ? List.of() : slices));
    }

    Optional<SegmentEvent> decision() {
        return Optional.ofNullable(plan != null ? plan : refusal);
    }
}
