package tams.ingest.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * What {@code keep} leaves of a Flow: everything from a point on that follows the feed's latest segment.
 *
 * <p>The point is a time of the media, whatever the origin, and not of the clock on the wall: only so does it mean the same
 * for a feed that starts at zero, for a backlog that is played in, and for a feed that stood still, which loses nothing by
 * waiting. A chunk that arrives late from behind the point is registered like any other, so that the ledger balances, and
 * goes with the next pass.
 *
 * <p>A {@code wallclock} feed's latest segment counts as no later than the present: one file with a date in the future in its
 * name must not cost all that was recorded. A feed that is changed from another origin to {@code wallclock} goes on decades
 * later from its next epoch on; what it recorded before is told by its times and stays.
 *
 * @param from the first time that is kept; segments that end here or before may go
 * @param keep how much is kept
 * @param ahead how far the latest segment lies in the future; zero when it does not, or when the feed tells no wall-clock time
 */
record KeptRange(Timestamp from, Duration keep, Duration ahead) {

    /** A Flow is shortened in steps of this part of what is kept: so much more lies in the store at most. */
    static final int STEPS = 100;

    /** 2000-01-01: times below were counted from zero, not told by a clock, and no clock's time is far behind them. */
    static final Timestamp CLOCK_TIMES_MIN = Timestamp.ofSeconds(946_684_800);

    static final Duration STEP_MAX = Duration.ofHours(1);

    /**
     * One of the feeds that write to a Flow.
     *
     * @param end where its last segment ends, in whichever of its Flows: all forms of a feed share one timeline
     */
    record Claim(Feed feed, @Nullable Timestamp end) {}

    /**
     * What is kept of a Flow.
     *
     * @param claims those that are in the feed table, of the feeds whose segments it has. Where there are several, the one
     *     that keeps most has its way
     * @return empty when all of it is kept
     */
    static Optional<KeptRange> of(List<Claim> claims, Instant now) {
        Duration keep = Duration.ZERO;
        Timestamp last = null;
        Duration ahead = Duration.ZERO;
        for (Claim claim : claims) {
            Duration own = claim.feed().keep();
            if (own == null) {
                return Optional.empty();
            }
            keep = longer(keep, longer(own, Feed.KEEP_MIN));
            Timestamp end = claim.end();
            if (end != null) {
                Timestamp present = present(claim.feed(), end, now);
                ahead = longer(ahead, duration(end.minus(present)));
                last = last == null || present.compareTo(last) > 0 ? present : last;
            }
        }
        return last == null ? Optional.empty() : Optional.of(new KeptRange(last.minus(timestamp(keep)), keep, ahead));
    }

    /** The feed's end, or now where it lies in the future of a wall clock. */
    private static Timestamp present(Feed feed, Timestamp end, Instant now) {
        if (feed.timeline().origin() != Feed.Timeline.Origin.WALLCLOCK) {
            return end;
        }
        Timestamp present =
                feed.timeline().scale() == Feed.Timeline.Scale.TAI ? LeapSeconds.taiOf(now) : LeapSeconds.utcOf(now);
        return end.compareTo(present) > 0 ? present : end;
    }

    /** What may go: segments that lie completely in it (TAMS 8.2, DELETE segments). */
    TimeRange behind() {
        return from.compareTo(CLOCK_TIMES_MIN) < 0
                ? new TimeRange(null, false, from, false)
                : new TimeRange(CLOCK_TIMES_MIN, true, from, false);
    }

    /** Whether enough lies behind the point that was not behind {@code before}. */
    boolean isStepAfter(Timestamp before) {
        Duration part = keep.dividedBy(STEPS);
        Duration step = part.compareTo(STEP_MAX) < 0 ? part : STEP_MAX;
        return from.minus(before).compareTo(timestamp(step)) >= 0;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Timestamp timestamp(Duration length) {
        return new Timestamp(length.getSeconds(), length.getNano());
    }

    private static Duration duration(Timestamp length) {
        return Duration.ofSeconds(length.seconds(), length.nanos());
    }
}
