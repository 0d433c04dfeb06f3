package tams.ingest.registrar;

/**
 * The owner Flow may be why a call failed; it is read.
 *
 * @param why the failure
 * @param next what to go on with when the Flow is as it should be
 * @param parksWhenFit whether the failure then needs a person
 */
record FlowAsked(Progress progress, Trouble why, RegistrationState next, boolean parksWhenFit)
        implements RegistrationState {

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.LookAtFlow();
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.FlowSeen seen) {
            return switch (seen.condition()) {
                case FIT -> fit();
                case ABSENT ->
                    Setback.park(
                            new Preparing(progress),
                            ErrorClass.FLOW,
                            "FLOW_GONE",
                            FlowKeeper.gone(progress.plan().flowId()));
                case READ_ONLY ->
                    Setback.park(
                            next.with(progress),
                            ErrorClass.FLOW,
                            "FLOW_READ_ONLY",
                            flow() + " is read-only; set read_only to false");
                case NO_CONTAINER ->
                    Setback.park(
                            next.with(progress),
                            ErrorClass.FLOW,
                            "FLOW_WITHOUT_CONTAINER",
                            flow() + " has no container, so it takes no segments; set its container");
            };
        }
        return Setback.of(this, event);
    }

    private Step fit() {
        if (parksWhenFit && progress.delivery().via() == Delivery.Via.RETRY) {
            // It was alone in its trouble before.
            return Setback.setAside(next.with(progress), why.errorClass(), why.step() + "_REFUSED", why.reason());
        }
        if (parksWhenFit) {
            return Setback.park(next.with(progress), why.errorClass(), why.step() + "_REFUSED", why.reason());
        }
        // An id that an earlier life used up is nobody's fault, and the next one may do.
        return why.reaction() == Reaction.DOUBT_ID ? Step.into(next) : Setback.pause(next, why);
    }

    private String flow() {
        return "Flow " + progress.plan().flowId();
    }

    @Override
    public FlowAsked with(Progress other) {
        return new FlowAsked(other, why, next.with(other), parksWhenFit);
    }
}
