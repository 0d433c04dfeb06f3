package tams.ingest.registrar;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;

/**
 * The plan is done with, for good.
 *
 * @param outcome a terminal state
 * @param objectId where the bytes are; null unless registered
 */
record Done(
        Progress progress, Outcome.State outcome, @Nullable String objectId) implements RegistrationState {

    static Step registered(Progress progress, String objectId) {
        return Step.into(
                new Done(progress, Outcome.State.REGISTERED, objectId),
                new RegistrationEffect.Line(Outcome.State.REGISTERED, null, null, objectId, progress.attempts()));
    }

    /** Not registered. The dead letter comes before the line: a crash between them repeats it, and never loses it. */
    static Step given(Progress progress, Outcome.State outcome, ErrorClass errorClass, String cause, String reason) {
        return Step.into(
                new Done(progress, outcome, null),
                new RegistrationEffect.DeadLetter(errorClass, cause, reason, progress.attempts()),
                new RegistrationEffect.Line(outcome, cause, reason, null, progress.attempts()));
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.End();
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        throw Setback.unexpected(this, event);
    }

    @Override
    public Done with(Progress other) {
        return new Done(other, outcome, objectId);
    }
}
