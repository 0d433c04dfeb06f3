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
    private boolean ended;

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

    /** Whether the plan is done with and its last line is written: a state may be final before anybody was told. */
    boolean hasEnded() {
        return ended;
    }

    /** Goes on up to the next pause. @return the pause; empty when the plan is done with, or is not ours any more */
    Optional<Duration> advance() {
        if (pause != null) {
            step = step.state().on(new RegistrationEvent.Woke(pause), nanos.getAsLong());
            pause = null;
        }
        while (goesOn.getAsBoolean()) {
            write();
            // An upload may have taken longer than the store keeps what is not registered, and a stopped process too.
            step = Step.into(step.state().revived(nanos.getAsLong()));
            RegistrationEffect.Action action = step.state().action();
            if (action instanceof RegistrationEffect.End) {
                ended = true;
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

    private void write() {
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.Note note) {
                notes.accept(note);
            }
        }
    }

    private Duration between(Duration least, Duration most) {
        long spread = most.minus(least).toNanos();
        return spread <= 0 ? least : least.plusNanos(random.nextLong(spread + 1));
    }
}
