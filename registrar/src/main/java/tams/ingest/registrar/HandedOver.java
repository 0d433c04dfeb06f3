package tams.ingest.registrar;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;

/** The plan waits on another topic now, for another registrar perhaps, and the feed's next one may pass. */
record HandedOver(Progress progress) implements RegistrationState {

    /**
     * To a retry topic.
     *
     * @param state PENDING where it is given up in the end, PARKED where it waits for a person
     */
    static Step toRetry(Progress progress, Outcome.State state, ErrorClass errorClass, String cause, String reason) {
        RetryTier tier = RetryTier.after(progress.delivery().retries());
        return to(progress, tier, state, errorClass, cause, reason);
    }

    /** Behind what else waits for the plan's Flow. */
    static Step toParked(Progress progress, ErrorClass errorClass, String cause, String reason) {
        return to(progress, null, Outcome.State.PARKED, errorClass, cause, reason);
    }

    private static Step to(
            Progress progress,
            @Nullable RetryTier tier,
            Outcome.State state,
            ErrorClass errorClass,
            String cause,
            String reason) {
        int attempts = progress.attempts();
        return Step.into(
                new HandedOver(progress),
                new RegistrationEffect.HandOver(
                        tier, progress.counts().nextGeneration(), errorClass, cause, reason, attempts),
                new RegistrationEffect.Line(state, cause, reason, null, attempts));
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
    public HandedOver with(Progress other) {
        return new HandedOver(other);
    }
}
