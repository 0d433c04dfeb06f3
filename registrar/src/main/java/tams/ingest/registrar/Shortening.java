package tams.ingest.registrar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.DeleteRequest;
import tams.ingest.contracts.Timestamp;

/**
 * How far the store has got with taking away what lies behind a Flow's kept range. Immutable; decides, and {@link Retention}
 * acts. Nothing is lost with it: after a restart the range is asked for again, and what is gone already costs nothing.
 *
 * @param cleanTo behind here nothing was left when it was last asked for; null when that is not known
 * @param notBeforeNanos when the next call is due at the earliest, on the monotonic clock
 * @param pending a deletion that the store goes on with after its answer; null for none
 */
record Shortening(
        @Nullable Timestamp cleanTo,
        long notBeforeNanos,
        @Nullable Pending pending) {

    /** A store is asked how far it is at growing intervals, from this to {@link #ASK_MAX}. */
    static final Duration ASK_MIN = Duration.ofSeconds(5);

    static final Duration ASK_MAX = Duration.ofMinutes(5);

    /** A deletion that has not come to its end by then is reported, and asked for anew. */
    static final Duration FOLLOWED_MAX = Duration.ofHours(2);

    /** After a refusal: a person has to do something about it. */
    static final Duration AFTER_REFUSAL = Duration.ofMinutes(10);

    /** After a failure that says nothing about the Flow. */
    static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

    /**
     * A deletion under way in the store.
     *
     * @param to where it ends
     * @param pause how long the next wait is
     * @param sinceNanos when the store was asked for it
     */
    record Pending(DeleteRequest request, Timestamp to, Duration pause, long sinceNanos) {}

    /** Nothing is known yet, so all has to be asked for. */
    static Shortening unknown(long nowNanos) {
        return new Shortening(null, nowNanos, null);
    }

    /**
     * Whether the store has to be called.
     *
     * @param earliestNews the first end of what was registered since the last call; null for none
     */
    boolean isDue(KeptRange kept, @Nullable Timestamp earliestNews, long nowNanos) {
        if (nowNanos - notBeforeNanos < 0) {
            return false;
        }
        boolean late = earliestNews != null && earliestNews.compareTo(kept.from()) <= 0;
        return pending != null || cleanTo == null || late || kept.isStepAfter(cleanTo);
    }

    /** Nothing is left behind {@code to}. */
    Shortening done(Timestamp to, long nowNanos) {
        return new Shortening(to, nowNanos, null);
    }

    /** The store goes on with it by itself. */
    Shortening follow(DeleteRequest request, Timestamp to, long nowNanos) {
        return new Shortening(cleanTo, nowNanos + ASK_MIN.toNanos(), new Pending(request, to, ASK_MIN, nowNanos));
    }

    /** The store is still at it. */
    Shortening wait(Pending still, long nowNanos) {
        Duration twice = still.pause().multipliedBy(2);
        Duration next = twice.compareTo(ASK_MAX) < 0 ? twice : ASK_MAX;
        return new Shortening(
                cleanTo, nowNanos + next.toNanos(), new Pending(still.request(), still.to(), next, still.sinceNanos()));
    }

    /** Whether the store has been at it for too long. */
    static boolean isOverdue(Pending still, long nowNanos) {
        return nowNanos - still.sinceNanos() >= FOLLOWED_MAX.toNanos();
    }

    /** A call did not succeed. A deletion that is under way stays so; anything else is asked for as a whole. */
    Shortening failed(Duration pause, boolean keepsPending, long nowNanos) {
        return new Shortening(null, nowNanos + pause.toNanos(), keepsPending ? pending : null);
    }
}
