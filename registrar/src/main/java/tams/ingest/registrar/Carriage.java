package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.SegmentPlanned;

/** Where one registration is on its way: the pure steps, with their pauses. Used by one thread at a time. */
final class Carriage {

    private final SegmentPlanned plan;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private Step step;
    private @Nullable Duration pause;
    private Duration waited = Duration.ZERO;
    private boolean ending;
    private boolean ended;

    /**
     * Begins with the plan's first step.
     *
     * @param nanos the monotonic clock
     */
    Carriage(SegmentPlanned plan, Policy policy, Delivery delivery, RandomGenerator random, LongSupplier nanos) {
        this.plan = plan;
        this.random = random;
        this.nanos = nanos;
        this.step = RegistrationState.start(plan, policy, delivery);
    }

    SegmentPlanned plan() {
        return plan;
    }

    RegistrationState state() {
        return step.state();
    }

    /** Whether the plan is done with and its last line is written: a state may be final before anybody was told. */
    boolean hasEnded() {
        return ended;
    }

    /** How much longer it waits; empty when it does not. */
    Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    /** Time has passed. */
    void passed(Duration time) {
        Duration waiting = pause;
        if (waiting == null) {
            return;
        }
        if (waiting.compareTo(time) > 0) {
            pause = waiting.minus(time);
        } else {
            pause = null;
            step = step.state().on(new RegistrationEvent.Woke(waited), nanos.getAsLong());
        }
    }

    /**
     * What it asks for next; nothing while it waits, and when the plan is done with.
     *
     * @param notes get what has to be written before that is done, or the plan counts as done with
     */
    Optional<RegistrationEffect.Action> next(Consumer<Notes.Noted> notes) {
        while (pause == null && !ending) {
            note(notes);
            // An upload may have taken longer than the store keeps what is not registered, and a stopped process too.
            step = Step.into(step.state().revived(nanos.getAsLong()));
            RegistrationEffect.Action action = step.state().action();
            if (action instanceof RegistrationEffect.End) {
                ending = true;
            } else if (action instanceof RegistrationEffect.Wait wait) {
                waited = between(wait.atLeast(), wait.atMost());
                pause = waited;
            } else if (action instanceof RegistrationEffect.Begin) {
                step = step.state().on(new RegistrationEvent.Begun(), nanos.getAsLong());
            } else {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** What came of the action it asked for. */
    void hear(RegistrationEvent event) {
        step = step.state().on(event, nanos.getAsLong());
    }

    /** Its notes are written. */
    void written() {
        ended = ending;
    }

    private void note(Consumer<Notes.Noted> notes) {
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.Note note) {
                notes.accept(new Notes.Noted(plan, note));
            }
        }
    }

    private Duration between(Duration least, Duration most) {
        long spread = most.minus(least).toNanos();
        return spread <= 0 ? least : least.plusNanos(random.nextLong(spread + 1));
    }
}
