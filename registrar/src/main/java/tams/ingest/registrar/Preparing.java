package tams.ingest.registrar;

/** The plan's Flows are looked for and, where they never existed, created. */
record Preparing(Progress progress) implements RegistrationState {

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.PrepareFlows();
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.FlowsReady) {
            return Step.into(progress.plan().sameAs() == null ? Allocating.first(progress) : new ReuseAsked(progress));
        }
        if (event instanceof RegistrationEvent.FlowsUnfit unfit) {
            return Setback.park(with(progress.failed()), ErrorClass.FLOW, unfit.cause(), unfit.reason());
        }
        return Setback.of(this, event);
    }

    @Override
    public Preparing with(Progress other) {
        return new Preparing(other);
    }
}
