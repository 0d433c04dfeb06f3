package tams.ingest.registrar;

/**
 * A place for the object is asked for, under the id of a generation.
 *
 * <p>For a plan that was tried before this is also the question whether it got anywhere: an id can be had once.
 *
 * @param generation from 0
 * @param refusals ids in a row that were refused although they do not belong to a registered object
 */
record Allocating(Progress progress, int generation, int refusals) implements RegistrationState {

    /** Object ids for one plan in one life before it has to wait for a person between any further two. */
    static final int ALLOCATIONS_MAX = 20;

    static Allocating first(Progress progress) {
        return new Allocating(progress.asked(), progress.counts().nextGeneration(), 0);
    }

    /** With the next id, since this one's place is lost. */
    static Allocating after(Placed placed, Progress progress) {
        return new Allocating(progress.asked(), placed.generation() + 1, 0);
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Allocate(progress.objectId(generation));
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Allocated allocated) {
            Placed placed = new Placed(allocated.objectId(), generation, nanos);
            Progress known = progress.given(generation);
            boolean asAsked = allocated.objectId().equals(progress.objectId(generation));
            // A store that names objects itself cannot refuse a known id, so only a look tells what is there already.
            return Step.into(
                    asAsked
                            ? new Uploading(known, placed, 0)
                            : Verifying.after(known, placed, Verifying.Doubt.NAMED_BY_STORE));
        }
        if (event instanceof RegistrationEvent.Failed failed && failed.trouble().reaction() == Reaction.DOUBT_ID) {
            return Step.into(new IdDoubted(progress.failed(), generation, refusals, failed.trouble()));
        }
        return Setback.of(this, event);
    }

    @Override
    public Allocating with(Progress other) {
        return new Allocating(other, generation, refusals);
    }
}
