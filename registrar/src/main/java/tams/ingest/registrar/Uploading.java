package tams.ingest.registrar;

/**
 * The file is on its way to its place.
 *
 * @param looks how often the file was found gone or changed
 */
record Uploading(Progress progress, Placed placed, int looks) implements RegistrationState {

    /** Fresh URLs that may be refused before the fault is taken to be ours and the same URL is tried while it lives. */
    private static final int FRESH_MAX = 2;

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Upload(placed.objectId());
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Uploaded) {
            return Step.into(Registering.all(progress, placed));
        }
        if (event instanceof RegistrationEvent.SourceFaulty faulty) {
            return SourceAsked.faulty(progress.failed(), placed, looks, faulty);
        }
        if (event instanceof RegistrationEvent.Failed failed) {
            Trouble trouble = failed.trouble();
            if (trouble.reaction() == Reaction.NEW_OBJECT) {
                return refused(trouble);
            }
            if (trouble.reaction() == Reaction.LOOK) {
                return Step.into(Verifying.because(progress.failed(), placed, trouble));
            }
        }
        return Setback.of(this, event);
    }

    private Step refused(Trouble trouble) {
        Progress known = progress.failed().uploadRefused();
        RegistrationState next = known.counts().uploadRefusals() < FRESH_MAX
                ? Allocating.after(placed, known)
                : new Uploading(known, placed, 0);
        return Setback.pause(next, trouble);
    }

    @Override
    public RegistrationState revived(long nanos) {
        return placed.isOlderThan(progress.policy().urlAgeMax(), nanos) ? Allocating.after(placed, progress) : this;
    }

    @Override
    public Uploading with(Progress other) {
        return new Uploading(other, placed, looks);
    }
}
