package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Carries one registration along: the loop around the pure steps. Used by one thread at a time. */
final class Carriage {

    private final Actions actions;
    private final Consumer<RegistrationEffect.Note> notes;
    private final BooleanSupplier goesOn;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private Step step;
    private @Nullable Duration pause;

    /**
     * Begins with a step whose effects have not been carried out.
     *
     * @param notes returns once Kafka has the note
     * @param goesOn asked between actions
     * @param nanos the monotonic clock
     */
    Carriage(
            Step first,
            Actions actions,
            Consumer<RegistrationEffect.Note> notes,
            BooleanSupplier goesOn,
            RandomGenerator random,
            LongSupplier nanos) {
        this.step = first;
        this.actions = actions;
        this.notes = notes;
        this.goesOn = goesOn;
        this.random = random;
        this.nanos = nanos;
    }

    RegistrationState state() {
        return step.state();
    }

    /** Goes on up to the next pause. @return the pause; empty when the plan is done with, or is not ours any more */
    Optional<Duration> advance() {
        if (pause != null) {
            step = step.state().on(new RegistrationEvent.Woke(pause), nanos.getAsLong());
            pause = null;
        }
        while (goesOn.getAsBoolean()) {
            RegistrationEffect.Action action = write();
            if (action instanceof RegistrationEffect.End) {
                return Optional.empty();
            }
            if (action instanceof RegistrationEffect.Wait wait) {
                pause = between(wait.atLeast(), wait.atMost());
                return Optional.of(pause);
            }
            RegistrationEvent event = action instanceof RegistrationEffect.Begin
                    ? new RegistrationEvent.Begun()
                    : actions.perform(action);
            step = step.state().on(event, nanos.getAsLong());
        }
        return Optional.empty();
    }

    private RegistrationEffect.Action write() {
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.Note note) {
                notes.accept(note);
            }
        }
        return step.state().action();
    }

    private Duration between(Duration least, Duration most) {
        long spread = most.minus(least).toNanos();
        return spread <= 0 ? least : least.plusNanos(random.nextLong(spread + 1));
    }
}
