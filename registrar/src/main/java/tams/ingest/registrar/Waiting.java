package tams.ingest.registrar;

import java.time.Duration;

/**
 * Time passes before something is done.
 *
 * @param spendsPatience whether the pause counts against {@code registrar.patience}
 */
record Waiting(RegistrationState next, Duration atLeast, Duration atMost, boolean spendsPatience)
        implements RegistrationState {

    /** The first pause's upper bound; each later one's is twice the last. */
    static final Duration BACKOFF_MIN = Duration.ofMillis(200);

    /** The longest pause: a store that comes back is found within it. */
    static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

    /** How often something that waits for a person is tried. */
    static final Duration PARK = Duration.ofSeconds(30);

    /** No pause is shorter than this part of its upper bound: full jitter alone may shrink it to nothing. */
    private static final int LEAST_PART = 10;

    private static final int DOUBLINGS_MAX = 10;

    /** A random pause that grows with the failures so far. */
    static Waiting backoff(RegistrationState next, Duration retryAfter, boolean spendsPatience) {
        int doublings = Math.min(Math.max(next.progress().failures() - 1, 0), DOUBLINGS_MAX);
        Duration most = shorter(BACKOFF_MIN.multipliedBy(1L << doublings), BACKOFF_MAX);
        Duration least = longer(most.dividedBy(LEAST_PART), retryAfter);
        return new Waiting(next, least, longer(most, least.plus(least.dividedBy(LEAST_PART))), spendsPatience);
    }

    static Waiting exactly(Duration pause, RegistrationState next) {
        return new Waiting(next, pause, pause, false);
    }

    static Waiting parked(RegistrationState next) {
        return new Waiting(next, PARK.dividedBy(2), PARK.plus(PARK.dividedBy(2)), false);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public Progress progress() {
        return next.progress();
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Wait(atLeast, atMost);
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Woke woke) {
            Progress known = spendsPatience ? progress().spent(woke.slept()) : progress();
            return Step.into(next.with(known).revived(nanos));
        }
        throw Setback.unexpected(this, event);
    }

    @Override
    public Waiting with(Progress other) {
        return new Waiting(next.with(other), atLeast, atMost, spendsPatience);
    }
}
