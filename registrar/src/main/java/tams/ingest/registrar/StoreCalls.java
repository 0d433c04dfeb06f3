package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tams.ingest.client.StoreException;
import tams.ingest.client.TraceScope;
import tams.ingest.contracts.Traces;

/** Makes what comes of calls to the store events, and lets everybody know who has to know how the store does. Thread-safe. */
final class StoreCalls {

    private static final String OK = "ok";

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
        long start = nanos.getAsLong();
        statuses.begin();
        try {
            RegistrationEvent event = TraceScope.within(trace(one), call);
            statuses.went(List.of(one));
            watch.went(one.step(), event);
            if (!(event instanceof RegistrationEvent.SourceFaulty)) {
                watch.asked(one.step(), OK, nanos.getAsLong() - start);
                breaker.went(one.step());
            }
            return event;
        } catch (StoreException e) {
            statuses.failed(List.of(one), e.status());
            Trouble trouble = Classifier.trouble(one.step(), e);
            watch.asked(one.step(), trouble.errorClass().name(), nanos.getAsLong() - start);
            return failed(one, trouble);
        } catch (RuntimeException e) {
            return mistaken(one, e);
        }
    }

    /**
     * Makes a call for several plans, whose length tells how busy the store is; in the trace of the first of them.
     *
     * @throws StoreException when it fails
     */
    <T> T joint(List<Asked> all, Supplier<T> call) {
        StoreStep step = all.get(0).step();
        long start = nanos.getAsLong();
        T answer = heard(all, start, call);
        long took = nanos.getAsLong() - start;
        pace.went(took);
        watch.asked(step, OK, took);
        watch.went(step);
        breaker.went(step);
        return answer;
    }

    private <T> T heard(List<Asked> all, long start, Supplier<T> call) {
        statuses.begin();
        try {
            T answer = TraceScope.within(trace(all.get(0)), call);
            statuses.went(all);
            return answer;
        } catch (StoreException e) {
            StoreStep step = all.get(0).step();
            statuses.failed(all, e.status());
            watch.asked(step, Classifier.trouble(step, e).errorClass().name(), nanos.getAsLong() - start);
            throw e;
        }
    }

    private static String trace(Asked one) {
        return Traces.parent(one.plan().arrival(), one.plan().job());
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
