package tams.ingest.registrar;

/** Does what a registration asks for, against a store: the only way that its core touches the world. */
interface Actions {

    /** Does one action, once, and says what came of it. Blocks; never throws for what a store or a file may do. */
    RegistrationEvent perform(RegistrationEffect.Action action);
}
