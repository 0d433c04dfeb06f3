package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** One row of {@code status}: a feed's counts, and whether it is alive, judged by the reader's clock. */
record FeedRow(FeedStatus status, State state) {

    /** Chunks of a live feed come about a chunk's length apart; up to three are jitter. */
    private static final int LATE_AFTER_CHUNKS = 3;

    private static final int STALLED_AFTER_CHUNKS = 10;

    /** A plan that is not carried out within this time means that the pipeline does not move. */
    private static final Duration PENDING_MAX = Duration.ofSeconds(30);

    private static final Duration IDLE_AFTER = Duration.ofHours(1);
    private static final Duration CHUNK_ASSUMED = Duration.ofSeconds(10);
    private static final Duration CHUNK_LEAST = Duration.ofSeconds(2);

    enum State {
        /** Nothing has come, or nothing for an hour, and nothing waits. */
        IDLE,
        /** Chunks come. */
        RECEIVING,
        /** The next chunk is overdue. */
        LATE,
        /** Nothing comes any more, or what came does not get on. */
        STALLED,
        /** What came waits for a person, or no feed claims the folder. */
        PARKED,
        /** An operator stopped it; what comes stays in its folder. */
        PAUSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The row of a feed that an operator has paused. */
    static FeedRow paused(FeedStatus status) {
        return new FeedRow(status, State.PAUSED);
    }

    /**
     * Judges a feed that is not paused.
     *
     * @param mapped whether a line of the feed table claims it
     */
    static FeedRow of(FeedStatus status, boolean mapped, Instant now) {
        return new FeedRow(status, judge(status, mapped, now));
    }

    private static State judge(FeedStatus status, boolean mapped, Instant now) {
        Instant arrived = status.lastArrivedAt();
        if (status.counts().parked() > 0 && (!mapped || status.counts().pending() == 0)) {
            return State.PARKED;
        }
        if (arrived == null) {
            return State.IDLE;
        }
        Duration silent = Duration.between(arrived, now);
        Duration chunk = chunkLength(status.lastTimerange());
        if (status.counts().pending() > 0 && silent.compareTo(PENDING_MAX) > 0 && !registeredLately(status, now)) {
            return State.STALLED;
        }
        if (silent.compareTo(chunk.multipliedBy(LATE_AFTER_CHUNKS)) <= 0) {
            return State.RECEIVING;
        }
        if (silent.compareTo(chunk.multipliedBy(STALLED_AFTER_CHUNKS)) <= 0) {
            return State.LATE;
        }
        return status.counts().pending() == 0 && silent.compareTo(IDLE_AFTER) > 0 ? State.IDLE : State.STALLED;
    }

    private static boolean registeredLately(FeedStatus status, Instant now) {
        Instant registered = status.lastRegisteredAt();
        return registered != null && Duration.between(registered, now).compareTo(PENDING_MAX) <= 0;
    }

    private static Duration chunkLength(@Nullable TimeRange last) {
        Duration length = last == null
                ? CHUNK_ASSUMED
                : last.length()
                        .map(time -> Duration.ofSeconds(time.seconds(), time.nanos()))
                        .orElse(CHUNK_ASSUMED);
        return length.compareTo(CHUNK_LEAST) < 0 ? CHUNK_LEAST : length;
    }

    /** The row as the command's contract has it; what is unknown is null. */
    ObjectNode toJson() {
        ObjectNode row = Json.MAPPER.createObjectNode();
        row.put("id", status.feed());
        row.put("state", state.toString());
        row.put("seen", status.counts().seen());
        row.put("registered", status.counts().registered());
        row.put("duplicate", status.counts().duplicate());
        row.put("conflict", status.counts().conflict());
        row.put("poison", status.counts().poison());
        row.put("source_lost", status.counts().sourceLost());
        row.put("pending", status.counts().pending());
        row.put("parked", status.counts().parked());
        row.put("gaps", status.gaps());
        row.put("last_timerange", text(status.lastTimerange()));
        row.put("last_registered_at", text(status.lastRegisteredAt()));
        row.put("flow_id", text(status.flowId()));
        row.put("delay_ms_p50", percentile(50));
        row.put("delay_ms_p99", percentile(99));
        return row;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The smallest of the known delays that {@code percent} of them do not exceed; null when none is known. */
    @Nullable Integer percentile(int percent) {
        List<Integer> sorted = status.delaysMs().stream().sorted().toList();
        return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
