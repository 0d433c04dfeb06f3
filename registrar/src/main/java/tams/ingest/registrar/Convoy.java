package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Registrations of one Flow on their way together: each decides for itself, what they ask for at the same time is done
 * together. Used by one thread at a time.
 */
final class Convoy {

    private final List<Carriage> carriages;
    private final Actions actions;
    private final Notes notes;
    private final BooleanSupplier goesOn;
    private @Nullable Duration pause;

    /**
     * Of plans of one Flow, none of which re-uses another one's object.
     *
     * @param goesOn asked between actions
     */
    Convoy(List<Carriage> carriages, Actions actions, Notes notes, BooleanSupplier goesOn) {
        this.carriages = List.copyOf(carriages);
        this.actions = actions;
        this.notes = notes;
        this.goesOn = goesOn;
    }

    List<Carriage> carriages() {
        return carriages;
    }

    /**
     * Goes on until all that are left have to wait. Called again once the pause is over.
     *
     * @return the pause; empty when all plans are done with, or are not ours any more
     */
    Optional<Duration> advance() {
        if (pause != null) {
            for (Carriage carriage : carriages) {
                carriage.passed(pause);
            }
            pause = null;
        }
        while (goesOn.getAsBoolean()) {
            List<Notes.Noted> due = new ArrayList<>();
            List<Carriage> asking = new ArrayList<>();
            List<Asked> asked = new ArrayList<>();
            for (Carriage carriage : carriages) {
                carriage.next(due::add).ifPresent(action -> {
                    asking.add(carriage);
                    asked.add(new Asked(carriage.plan(), action));
                });
            }
            write(due);
            if (asked.isEmpty()) {
                return shortestPause();
            }
            List<RegistrationEvent> events = actions.perform(asked);
            for (int index = 0; index < events.size(); index++) {
                asking.get(index).hear(events.get(index));
            }
        }
        return Optional.empty();
    }

    private void write(List<Notes.Noted> due) {
        if (!due.isEmpty()) {
            notes.write(due);
        }
        carriages.forEach(Carriage::written);
    }

    private Optional<Duration> shortestPause() {
        Optional<Duration> shortest = carriages.stream()
                .flatMap(carriage -> carriage.pause().stream())
                .min(Duration::compareTo);
        pause = shortest.orElse(null);
        return shortest;
    }
}
