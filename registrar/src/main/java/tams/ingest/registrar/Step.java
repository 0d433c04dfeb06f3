package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of an event: the state to be in, and what to do now.
 *
 * @param effects notes, then exactly one action: the state's own
 */
record Step(RegistrationState state, List<RegistrationEffect> effects) {

    Step {
        effects = List.copyOf(effects);
    }

    /** Into a state, after some notes. */
    static Step into(RegistrationState state, RegistrationEffect.Note... notes) {
        List<RegistrationEffect> effects = new ArrayList<>(List.of(notes));
        effects.add(state.action());
        return new Step(state, effects);
    }
}
