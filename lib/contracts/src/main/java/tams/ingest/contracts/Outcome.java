package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger: what became of an arrival, as far as it is known.
 *
 * <p>Written by the registrar alone, keyed by {@link #key()}, the last line counts. A line only moves forward: open
 * states may change into each other and into a terminal one. A terminal one changes only where an operator put the
 * arrival's dead letter back ({@link #reopens}).
 *
 * @param cause one word in capitals; null where nothing is wrong
 * @param reason one line for a person; null where nothing is wrong
 * @param flowId the owner Flow; null until known
 * @param objectId where the bytes are stored; null until registered
 * @param timeranges of the segments: registered, or planned while the line is open; none where there will be none
 * @param attempts how often carrying the plan out was tried
 * @param other the arrival that a duplicate or a conflict yields to
 * @param after what happens to the file
 * @param arrivedAt when the watcher saw the file complete
 * @param at when the line was written
 * @param replays how often an operator put the arrival's dead letter back; null where never
 * @param http the store's last HTTP status at each step that was taken so far ({@code prepare}, {@code allocate},
 *     {@code upload}, {@code register}, {@code look}), 0 where no answer came; null where no call was made
 */
public record Outcome(
        String feed,
        UUID arrival,
        ChunkFile file,
        State state,
        @Nullable String cause,
        @Nullable String reason,
        @Nullable UUID flowId,
        @Nullable String objectId,
        List<TimeRange> timeranges,
        int attempts,
        @Nullable UUID other,
        Feed.After after,
        Instant arrivedAt,
        Instant at,
        @Nullable Integer replays,
        @Nullable Map<String, Integer> http)
        implements FeedFact {

    /** Most replays that are counted. */
    public static final int REPLAYS_MAX = 15;

    public Outcome {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        requireNonNull(file, "file");
        requireNonNull(state, "state");
        timeranges = List.copyOf(timeranges);
        requireNonNull(after, "after");
        requireNonNull(arrivedAt, "arrivedAt");
        requireNonNull(at, "at");
        if (replays != null && (replays < 1 || replays > REPLAYS_MAX)) {
            throw new IllegalArgumentException("replays is from 1 to " + REPLAYS_MAX + ": " + replays);
        }
        http = http == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(http));
    }

    /** Of an arrival that was never put back and made no call to the store. */
    public Outcome(
            String feed,
            UUID arrival,
            ChunkFile file,
            State state,
            @Nullable String cause,
            @Nullable String reason,
            @Nullable UUID flowId,
            @Nullable String objectId,
            List<TimeRange> timeranges,
            int attempts,
            @Nullable UUID other,
            Feed.After after,
            Instant arrivedAt,
            Instant at) {
        this(
                feed,
                arrival,
                file,
                state,
                cause,
                reason,
                flowId,
                objectId,
                timeranges,
                attempts,
                other,
                after,
                arrivedAt,
                at,
                null);
    }

    /** Of an arrival that made no call to the store. */
    public Outcome(
            String feed,
            UUID arrival,
            ChunkFile file,
            State state,
            @Nullable String cause,
            @Nullable String reason,
            @Nullable UUID flowId,
            @Nullable String objectId,
            List<TimeRange> timeranges,
            int attempts,
            @Nullable UUID other,
            Feed.After after,
            Instant arrivedAt,
            Instant at,
            @Nullable Integer replays) {
        this(
                feed,
                arrival,
                file,
                state,
                cause,
                reason,
                flowId,
                objectId,
                timeranges,
                attempts,
                other,
                after,
                arrivedAt,
                at,
                replays,
                null);
    }

    /** The ledger's key of an arrival. */
    public static String key(String feed, UUID arrival) {
        return feed + "/" + arrival;
    }

    public String key() {
        return key(feed, arrival);
    }

    @Override
    public UUID eventId() {
        String life = replays == null ? "" : "/" + replays;
        return Ids.nameUuid(arrival, ("outcome/" + state + life).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the line may follow a terminal one: an operator had the arrival tried again. */
    public boolean reopens(State before) {
        return replays != null && before.mayBeReplayed();
    }

    /** Where an arrival stands. */
    public enum State {
        /** Planned, not in the store yet; also what a newer writer's state is read as, since nothing is done to an open arrival's file. */
        @JsonEnumDefaultValue
        PENDING(false),
        /** Waits for something that a person or another system has to do. */
        PARKED(false),
        /** All its segments are in the store. */
        REGISTERED(true),
        /** The feed has the bytes already. */
        DUPLICATE(true),
        /** Other bytes hold its time. */
        CONFLICT(true),
        /** It cannot become a segment. */
        POISON(true),
        /** Its file is gone or changed before it was stored. */
        SOURCE_LOST(true);

        private final boolean terminal;

        State(boolean terminal) {
            this.terminal = terminal;
        }

        /** Whether the line stays as it is for good. */
        public boolean isTerminal() {
            return terminal;
        }

        /** Whether an operator may have the arrival tried again: what is in the store, or yields to itself, stays so. */
        public boolean mayBeReplayed() {
            return this == CONFLICT || this == POISON || this == SOURCE_LOST;
        }

        /** Whether a line in this state may become {@code next}. */
        public boolean mayBecome(State next) {
            return !terminal && this != next;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
