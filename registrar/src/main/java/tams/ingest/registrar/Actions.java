package tams.ingest.registrar;

import java.util.List;

/** Does what registrations ask for, against a store: the only way that their core touches the world. */
interface Actions {

    /**
     * Does what plans of one Flow ask for, each once, and says what came of it. Blocks; never throws for what a store or a
     * file may do.
     *
     * @return an event for each, in their order
     */
    List<RegistrationEvent> perform(List<Asked> asked);
}
