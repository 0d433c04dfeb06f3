package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tams.ingest.client.StoreException;

/** Makes what comes of calls to the store events, and lets everybody know who has to know how the store does. Thread-safe. */
final class StoreCalls {

    private final StoreWatch watch;
    private final Breaker breaker;
    private final Pace pace;
    private final LongSupplier nanos;
    private final Statuses statuses;

    StoreCalls(StoreWatch watch, Breaker breaker, Pace pace, LongSupplier nanos) {
        this(watch, breaker, pace, nanos, new Statuses());
    }

    /**
     * Calls whose answers' statuses are kept.
     *
     * @param statuses what the store's client tells each of them
     */
    StoreCalls(StoreWatch watch, Breaker breaker, Pace pace, LongSupplier nanos, Statuses statuses) {
        this.statuses = statuses;
        this.watch = watch;
        this.breaker = breaker;
        this.pace = pace;
        this.nanos = nanos;
    }

    /** With a breaker and a pace of its own. */
    static StoreCalls watchedBy(StoreWatch watch) {
        return new StoreCalls(watch, new Breaker(System::nanoTime), new Pace(1, System::nanoTime), System::nanoTime);
    }

    StoreWatch watch() {
        return watch;
    }

    /** What the store answered last. */
    Statuses statuses() {
        return statuses;
    }

    /** How long to leave the store alone; empty for whoever may go on now. */
    Optional<Duration> hold() {
        return breaker.hold();
    }

    /** Makes one plan's call; never throws. */
    RegistrationEvent attempt(Asked one, Supplier<RegistrationEvent> call) {
        statuses.begin();
        try {
            RegistrationEvent event = call.get();
            statuses.went(List.of(one));
            watch.went(one.step(), event);
            if (!(event instanceof RegistrationEvent.SourceFaulty)) {
                breaker.went(one.step());
            }
            return event;
        } catch (StoreException e) {
            statuses.failed(List.of(one), e.status());
            return failed(one, e);
        } catch (RuntimeException e) {
            return mistaken(one, e);
        }
    }

    /** Makes a call for several plans, whose length tells how busy the store is. @throws StoreException when it fails */
    <T> T joint(List<Asked> asked, Supplier<T> call) {
        StoreStep step = asked.get(0).step();
        long start = nanos.getAsLong();
        T answer = heard(asked, call);
        pace.went(nanos.getAsLong() - start);
        watch.went(step);
        breaker.went(step);
        return answer;
    }

    private <T> T heard(List<Asked> asked, Supplier<T> call) {
        statuses.begin();
        try {
            T answer = call.get();
            statuses.went(asked);
            return answer;
        } catch (StoreException e) {
            statuses.failed(asked, e.status());
            throw e;
        }
    }

    /** Makes a call that moves media, which only so many may do at once. */
    <T> T carrying(Supplier<T> call) {
        pace.enter();
        try {
            return call.get();
        } finally {
            pace.leave();
        }
    }

    RegistrationEvent failed(Asked one, StoreException failure) {
        return failed(one, Classifier.trouble(one.step(), failure));
    }

    RegistrationEvent failed(Asked one, Trouble trouble) {
        watch.failed(one.plan().feed(), trouble);
        // What is asked about its Flow may be that Flow's alone: a right that is missing.
        boolean flows = trouble.reaction() == Reaction.ASK_FLOW || trouble.reaction() == Reaction.PARK;
        if (trouble.errorClass().isStoreWide() && !flows) {
            breaker.failed(trouble.step(), one.plan().flowId(), trouble.retryAfter());
        }
        if (trouble.errorClass() == ErrorClass.STORE) {
            pace.overloaded();
        }
        return new RegistrationEvent.Failed(trouble);
    }

    /** Our own mistake. The plan waits and says so; others go on, and nothing is lost. */
    RegistrationEvent mistaken(Asked one, RuntimeException mistake) {
        return failed(
                one,
                Trouble.of(
                        one.step(),
                        ErrorClass.PERMANENT,
                        Reaction.SET_ASIDE,
                        "cannot " + one.step().words() + ": unexpected " + mistake));
    }
}
