package tams.ingest.registrar;

/** A plan that was just taken up. */
record New(Progress progress) implements RegistrationState {

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Begin();
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Begun) {
            // Among parked ones nothing has changed before it is tried.
            return progress.delivery().via() == Delivery.Via.PARKED
                    ? Step.into(new Preparing(progress))
                    : Step.into(new Preparing(progress), Setback.pending(progress));
        }
        throw Setback.unexpected(this, event);
    }

    @Override
    public New with(Progress other) {
        return new New(other);
    }
}
