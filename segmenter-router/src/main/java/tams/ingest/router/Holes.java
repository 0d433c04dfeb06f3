package tams.ingest.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The holes in a feed's timeline: those that were reported, and those that a late chunk may still close unseen.
 *
 * <p>A hole is held for the reorder window before it is reported; segments are never held (architecture, the path of a
 * chunk). Immutable.
 *
 * @param open reported and not closed, in the order of time
 * @param held not reported yet, oldest first
 */
record Holes(List<TimeRange> open, List<Held> held) {

    static final Holes NONE = new Holes(List.of(), List.of());

    /** So many later chunks make a hole a gap (reference fault T5): encoders with parallel uploads reorder by one or two. */
    static final int WINDOW_CHUNKS = 3;

    /** Bounds the state; beyond it the oldest hole is still counted as open but can no longer be closed. */
    static final int OPEN_MAX = 256;

    /**
     * A hole within its reorder window.
     *
     * @param later chunks placed since
     * @param at of the chunk that showed it
     */
    record Held(TimeRange range, int later, Instant at) {}

    /** A reported hole that a chunk lies in, and what is left of it. */
    record Filled(TimeRange hole, List<TimeRange> remaining) {}

    /** What one placed chunk does to the holes. */
    record Change(Holes holes, Optional<Filled> filled, List<Held> reported) {}

    Holes {
        open = List.copyOf(open);
        held = List.copyOf(held);
    }

    /**
     * Notes that a chunk has been placed.
     *
     * @param before what was taken without it
     * @param tolerance a hole that is no wider is jitter
     */
    Change placed(TimeRange chunk, TakenTime before, Timestamp tolerance, Instant at) {
        Optional<Filled> filled = hit(chunk).map(hole -> new Filled(hole, rest(hole, chunk, tolerance)));
        Optional<TimeRange> shown =
                beyond(chunk, before).filter(hole -> filled.isEmpty() && Edges.isWider(hole, tolerance));
        if (filled.isEmpty() && shown.isEmpty() && held.isEmpty()) {
            return new Change(this, filled, List.of());
        }
        List<Held> waiting = new ArrayList<>();
        List<Held> reported = new ArrayList<>();
        for (Held hole : held) {
            for (TimeRange part : rest(hole.range(), chunk, tolerance)) {
                Held older = new Held(part, hole.later() + 1, hole.at());
                (older.later() >= WINDOW_CHUNKS ? reported : waiting).add(older);
            }
        }
        shown.ifPresent(hole -> waiting.add(new Held(hole, 0, at)));
        List<TimeRange> nextOpen = new ArrayList<>(open);
        filled.ifPresent(fill -> {
            nextOpen.remove(fill.hole());
            fill.remaining().forEach(hole -> insert(nextOpen, hole));
        });
        reported.forEach(hole -> insert(nextOpen, hole.range()));
        return new Change(new Holes(newest(nextOpen), waiting), filled, reported);
    }

    /** The first open hole that a chunk lies in. */
    private Optional<TimeRange> hit(TimeRange chunk) {
        int at = Collections.binarySearch(open, chunk, TimeRange::compareStarts);
        int first = at >= 0 ? at : -at - 2;
        return open.subList(Math.max(0, first), Math.min(open.size(), first + 2)).stream()
                .filter(hole -> hole.overlaps(chunk))
                .findFirst();
    }

    private static void insert(List<TimeRange> holes, TimeRange hole) {
        int at = Collections.binarySearch(holes, hole, TimeRange::compareStarts);
        holes.add(at >= 0 ? at : -at - 1, hole);
    }

    /** Reports all that is held. */
    Change reportAll() {
        List<TimeRange> next = new ArrayList<>(open);
        held.forEach(hole -> insert(next, hole.range()));
        return new Change(new Holes(newest(next), List.of()), Optional.empty(), held);
    }

    private static List<TimeRange> newest(List<TimeRange> holes) {
        return holes.subList(Math.max(0, holes.size() - OPEN_MAX), holes.size());
    }

    private static List<TimeRange> rest(TimeRange hole, TimeRange chunk, Timestamp tolerance) {
        return hole.minus(chunk).stream()
                .filter(part -> part.equals(hole) || Edges.isWider(part, tolerance))
                .toList();
    }

    /** The hole that a chunk beyond either end leaves between. */
    private static Optional<TimeRange> beyond(TimeRange chunk, TakenTime before) {
        return before.last()
                .map(last -> Edges.between(last, chunk))
                .filter(hole -> !hole.isEmpty())
                .or(() -> before.first().map(first -> Edges.between(chunk, first)));
    }
}
