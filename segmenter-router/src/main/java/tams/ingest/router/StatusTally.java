package tams.ingest.router;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.GapDetected;
import tams.ingest.contracts.GapEvent.GapFilled;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Outcome.State;
import tams.ingest.contracts.TimeRange;

/** How a feed's status changes: pure transitions from one status to the next. */
final class StatusTally {

    private StatusTally() {}

    /**
     * A line of the ledger was written.
     *
     * @param before the arrival's state so far; null for a new arrival
     */
    static FeedStatus written(FeedStatus status, @Nullable State before, Outcome line) {
        if (before != null && before.isTerminal()) {
            return status;
        }
        FeedStatus seen = seen(moved(status, before, line.state()), line);
        return line.state() == State.REGISTERED ? registered(seen, line) : seen;
    }

    /** A line of the ledger was removed: an open one no longer counts, a terminal one is history and stays counted. */
    static FeedStatus removed(FeedStatus status, @Nullable State before) {
        return before == null || before.isTerminal() ? status : moved(status, before, null);
    }

    static FeedStatus gap(FeedStatus status, GapEvent event) {
        long change = event instanceof GapDetected
                ? 1
                : event instanceof GapFilled filled ? filled.remaining().size() - 1 : 0;
        return new FeedStatus(
                status.feed(),
                status.registered(),
                status.duplicate(),
                status.conflict(),
                status.poison(),
                status.sourceLost(),
                status.pending(),
                status.parked(),
                Math.max(0, status.gaps() + change),
                status.lastTimerange(),
                status.lastRegisteredAt(),
                status.lastArrivedAt(),
                event.flowId(),
                status.delaysMs(),
                later(status.at(), event.at()));
    }

    private static FeedStatus moved(FeedStatus status, @Nullable State from, @Nullable State to) {
        return new FeedStatus(
                status.feed(),
                status.registered() + step(State.REGISTERED, from, to),
                status.duplicate() + step(State.DUPLICATE, from, to),
                status.conflict() + step(State.CONFLICT, from, to),
                status.poison() + step(State.POISON, from, to),
                status.sourceLost() + step(State.SOURCE_LOST, from, to),
                status.pending() + step(State.PENDING, from, to),
                status.parked() + step(State.PARKED, from, to),
                status.gaps(),
                status.lastTimerange(),
                status.lastRegisteredAt(),
                status.lastArrivedAt(),
                status.flowId(),
                status.delaysMs(),
                status.at());
    }

    private static long step(State state, @Nullable State from, @Nullable State to) {
        return (state == to ? 1L : 0L) - (state == from ? 1L : 0L);
    }

    private static FeedStatus seen(FeedStatus status, Outcome line) {
        return new FeedStatus(
                status.feed(),
                status.registered(),
                status.duplicate(),
                status.conflict(),
                status.poison(),
                status.sourceLost(),
                status.pending(),
                status.parked(),
                status.gaps(),
                status.lastTimerange(),
                status.lastRegisteredAt(),
                later(status.lastArrivedAt(), line.arrivedAt()),
                line.flowId() == null ? status.flowId() : line.flowId(),
                status.delaysMs(),
                later(status.at(), line.at()));
    }

    private static FeedStatus registered(FeedStatus status, Outcome line) {
        TimeRange last = status.lastTimerange();
        for (TimeRange range : line.timeranges()) {
            last = last == null || range.compareEnds(last) > 0 ? range : last;
        }
        return new FeedStatus(
                status.feed(),
                status.registered(),
                status.duplicate(),
                status.conflict(),
                status.poison(),
                status.sourceLost(),
                status.pending(),
                status.parked(),
                status.gaps(),
                last,
                later(status.lastRegisteredAt(), line.at()),
                status.lastArrivedAt(),
                status.flowId(),
                delays(status.delaysMs(), line),
                status.at());
    }

    private static List<Integer> delays(List<Integer> known, Outcome line) {
        long delayMs = Duration.between(line.arrivedAt(), line.at()).toMillis();
        List<Integer> delays = new ArrayList<>(known);
        delays.add((int) Math.max(0, Math.min(Integer.MAX_VALUE, delayMs)));
        return delays.subList(Math.max(0, delays.size() - FeedStatus.DELAYS_MAX), delays.size());
    }

    private static Instant later(@Nullable Instant known, Instant other) {
        return known == null || other.isAfter(known) ? other : known;
    }
}
