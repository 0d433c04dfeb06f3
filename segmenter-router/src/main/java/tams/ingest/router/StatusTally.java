package tams.ingest.router;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Counts;
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
        if (before != null && before.isTerminal() && !line.reopens(before)) {
            return status;
        }
        boolean registered = line.state() == State.REGISTERED;
        return new FeedStatus(
                status.feed(),
                status.counts().moved(before, line.state()),
                status.gaps(),
                registered ? last(status.lastTimerange(), line) : status.lastTimerange(),
                registered ? later(status.lastRegisteredAt(), line.at()) : status.lastRegisteredAt(),
                later(status.lastArrivedAt(), line.arrivedAt()),
                line.flowId() == null ? status.flowId() : line.flowId(),
                registered ? delays(status.delaysMs(), line) : status.delaysMs(),
                later(status.at(), line.at()));
    }

    /** A line of the ledger was removed: an open one no longer counts, a terminal one is history and stays counted. */
    static FeedStatus removed(FeedStatus status, @Nullable State before) {
        return before == null || before.isTerminal()
                ? status
                : counting(status, status.counts().moved(before, null), status.gaps(), status.flowId(), status.at());
    }

    static FeedStatus gap(FeedStatus status, GapEvent event) {
        long change = event instanceof GapDetected
                ? 1
                : event instanceof GapFilled filled ? filled.remaining().size() - 1 : 0;
        long gaps = Math.max(0, status.gaps() + change);
        return counting(status, status.counts(), gaps, event.flowId(), later(status.at(), event.at()));
    }

    private static FeedStatus counting(FeedStatus status, Counts counts, long gaps, @Nullable UUID flowId, Instant at) {
        return new FeedStatus(
                status.feed(),
                counts,
                gaps,
                status.lastTimerange(),
                status.lastRegisteredAt(),
                status.lastArrivedAt(),
                flowId,
                status.delaysMs(),
                at);
    }

    private static @Nullable TimeRange last(@Nullable TimeRange known, Outcome line) {
        TimeRange last = known;
        for (TimeRange range : line.timeranges()) {
            last = last == null || range.compareEnds(last) > 0 ? range : last;
        }
        return last;
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
