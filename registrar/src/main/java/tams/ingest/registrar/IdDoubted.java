package tams.ingest.registrar;

/**
 * An object id was refused: its object may be registered already, it may be an earlier life's that never got so far, or
 * the store may refuse for another reason.
 *
 * @param refusals before this one
 * @param why what the store said
 */
record IdDoubted(Progress progress, int generation, int refusals, Trouble why) implements RegistrationState {

    /** From the third refusal on the next id tried is twice as far away, so that many burnt ids are soon passed. */
    static final int IN_A_ROW = 2;

    /**
     * So many refusals mean something else than ids that earlier lives have burnt: each crash and each lost answer between
     * allocation and registration burns one, and by then a dozen in a row have been passed.
     */
    static final int REFUSALS_MAX = 4;

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.LookAtObject(progress.objectId(generation));
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.ObjectSeen seen) {
            return seen.registered() ? Step.into(verifying(nanos)) : Step.into(askFlow());
        }
        return Setback.of(this, event);
    }

    private Verifying verifying(long nanos) {
        Placed placed = new Placed(progress.objectId(generation), generation, nanos);
        return Verifying.after(progress, placed, Verifying.Doubt.FOUND);
    }

    private FlowAsked askFlow() {
        boolean tooMany = refusals >= REFUSALS_MAX || progress.counts().allocations() >= Allocating.ALLOCATIONS_MAX;
        int next = refusals >= IN_A_ROW ? 2 * generation + 1 : generation + 1;
        return new FlowAsked(progress, why, new Allocating(progress.asked(), next, refusals + 1), tooMany);
    }

    @Override
    public IdDoubted with(Progress other) {
        return new IdDoubted(other, generation, refusals, why);
    }
}
