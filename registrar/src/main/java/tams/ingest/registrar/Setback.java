package tams.ingest.registrar;

import tams.ingest.contracts.Outcome;

/** What follows from a failure in any state. */
final class Setback {

    private Setback() {}

    /** The reactions that are the same everywhere; the state comes back to where it is. */
    static Step of(RegistrationState here, RegistrationEvent event) {
        if (!(event instanceof RegistrationEvent.Failed failed)) {
            throw unexpected(here, event);
        }
        Trouble trouble = failed.trouble();
        RegistrationState again = here.with(here.progress().failed());
        return switch (trouble.reaction()) {
            case REPEAT -> pause(again, trouble);
            case ASK_FLOW ->
                Step.into(new FlowAsked(again.progress(), trouble, again, trouble.errorClass() == ErrorClass.AUTH));
            case PARK ->
                park(again, trouble.errorClass(), trouble.step() + "_" + trouble.errorClass(), trouble.reason());
            case SET_ASIDE -> setAside(again, trouble.errorClass(), "UNEXPECTED", trouble.reason());
            case GIVE_UP ->
                Done.given(
                        again.progress(),
                        Outcome.State.POISON,
                        trouble.errorClass(),
                        trouble.step() + "_REFUSED",
                        trouble.reason());
            case LOOK, DOUBT_ID, NEW_OBJECT -> throw unexpected(here, event);
        };
    }

    /** A pause, then on. */
    static Step pause(RegistrationState next, Trouble why) {
        return Step.into(Waiting.backoff(next, why.retryAfter(), why.errorClass() == ErrorClass.CHUNK));
    }

    /** Something is the matter with the Flow: all its plans wait for a person, out of the way of others. */
    static Step park(RegistrationState next, ErrorClass errorClass, String cause, String reason) {
        return next.progress().delivery().via() == Delivery.Via.PARKED
                ? stay(next, cause, reason)
                : HandedOver.toParked(next.progress(), errorClass, cause, reason);
    }

    /** Something is the matter with this chunk alone: it waits for a person, out of the way of others. */
    static Step setAside(RegistrationState next, ErrorClass errorClass, String cause, String reason) {
        return HandedOver.toRetry(next.progress(), Outcome.State.PARKED, errorClass, cause, reason);
    }

    /** Waits where it is, saying so in the ledger once for each reason. */
    private static Step stay(RegistrationState next, String cause, String reason) {
        Progress known = next.progress().parked(reason);
        Waiting waiting = Waiting.parked(next.with(known));
        if (reason.equals(next.progress().parkedFor())) {
            return Step.into(waiting);
        }
        RegistrationEffect.Line parked = new RegistrationEffect.Line(
                Outcome.State.PARKED, cause, reason, null, next.progress().attempts());
        return Step.into(waiting, parked);
    }

    static RegistrationEffect.Line pending(Progress progress) {
        return new RegistrationEffect.Line(Outcome.State.PENDING, null, null, null, progress.attempts());
    }

    static IllegalStateException unexpected(RegistrationState state, RegistrationEvent event) {
        return new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                + state.getClass().getSimpleName());
    }
}
