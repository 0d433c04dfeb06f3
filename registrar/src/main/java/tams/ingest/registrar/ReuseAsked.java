package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import tams.ingest.contracts.Ids;

/**
 * The bytes should lie in the store already, as the object of another job: if they do, nothing is uploaded. Where the
 * store does not know that object, whatever became of it, the plan gets one of its own.
 */
record ReuseAsked(Progress progress) implements RegistrationState {

    private String objectId() {
        return Ids.object(requireNonNull(progress.plan().sameAs(), "sameAs"), 0);
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.LookAtObject(objectId());
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.ObjectSeen seen) {
            // No place was asked for: what follows a refusal is this plan's own first object.
            Placed placed = new Placed(objectId(), -1, nanos);
            return Step.into(
                    seen.registered()
                            ? Verifying.after(progress, placed, Verifying.Doubt.FOUND)
                            : Allocating.first(progress));
        }
        return Setback.of(this, event);
    }

    @Override
    public ReuseAsked with(Progress other) {
        return new ReuseAsked(other);
    }
}
