package tams.ingest.watcher;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/**
 * What {@code ingest.outcomes} says, as much of it as the watcher needs. Thread-safe.
 *
 * <p>Terminal lines are kept after their files are gone: the same file may be dropped again, and the registrar writes no
 * second line for it. Memory is bounded by forgetting the oldest.
 */
final class Ledger {

    /**
     * Arrivals in a generation; two are kept, about 60 MB when both are full. A forgotten arrival whose file comes back is
     * announced ever more rarely and stays in its folder; nothing else happens.
     */
    static final int GENERATION_MAX = 700_000;

    /** Refusals whose full line is kept for their reason file. */
    static final int REFUSALS_MAX = 10_000;

    /**
     * What is known of an arrival.
     *
     * @param day when the line was written, UTC
     */
    record Line(Outcome.State state, Feed.After after, LocalDate day) {}

    private final int generationMax;
    private ArrivalTable young = new ArrivalTable();
    private ArrivalTable old = new ArrivalTable();
    /** Every different line there is, some twenty a day; the tables hold an arrival's place in it, from 1. */
    private final List<Line> lines = new ArrayList<>();

    private final Map<Line, Integer> places = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<UUID, Outcome> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Outcome> eldest) {
            return size() > REFUSALS_MAX;
        }
    };

    Ledger() {
        this(GENERATION_MAX);
    }

    Ledger(int generationMax) {
        this.generationMax = generationMax;
    }

    /**
     * Takes a record of the topic.
     *
     * @param line null where the line was removed
     */
    synchronized void accept(String key, @Nullable Outcome line) {
        UUID arrival = line == null ? arrivalOf(key) : line.arrival();
        if (arrival == null) {
            return;
        }
        if (young.size() >= generationMax) {
            old = young;
            young = new ArrivalTable();
        }
        refusals.remove(arrival);
        if (line == null) {
            young.put(arrival, 0);
            return;
        }
        LocalDate day = LocalDate.ofInstant(line.at(), ZoneOffset.UTC);
        young.put(arrival, place(new Line(line.state(), line.after(), day)));
        if (line.state().isTerminal() && line.state() != Outcome.State.REGISTERED) {
            refusals.put(arrival, line);
        }
        if (line.state() != Outcome.State.PARKED || line.flowId() != null) {
            begun.add(line.feed());
        }
    }

    private int place(Line line) {
        return places.computeIfAbsent(line, added -> {
            lines.add(added);
            return lines.size();
        });
    }

    private static @Nullable UUID arrivalOf(String key) {
        try {
            return UUID.fromString(key.substring(key.lastIndexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    synchronized Optional<Line> line(UUID arrival) {
        int place = young.has(arrival) ? young.get(arrival) : old.get(arrival);
        return place == 0 ? Optional.empty() : Optional.of(lines.get(place - 1));
    }

    /** The whole line of an arrival that was not registered; empty when it is too long ago. */
    synchronized Optional<Outcome> refusal(UUID arrival) {
        return Optional.ofNullable(refusals.get(arrival));
    }

    /** Whether any chunk of a feed was ever given a place or refused; one that waits for a feed was not. */
    synchronized boolean hasBegun(String feed) {
        return begun.contains(feed);
    }
}
