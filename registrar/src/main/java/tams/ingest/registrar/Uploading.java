package tams.ingest.registrar;

import java.time.Duration;
import tams.ingest.contracts.Outcome;

/**
 * The file is on its way to its place.
 *
 * @param looks how often the file was found gone or changed
 */
record Uploading(Progress progress, Placed placed, int looks) implements RegistrationState {

    /** Looks before a file counts as lost. */
    static final int LOOKS_MAX = 3;

    /** Between two looks: network file systems show a rename late, by up to some seconds. */
    static final Duration LOOK_PAUSE = Duration.ofMillis(2_500);

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
            return sourceFaulty(faulty);
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
        RegistrationState next =
                known.uploadRefusals() < FRESH_MAX ? Allocating.after(placed, known) : new Uploading(known, placed, 0);
        return Setback.pause(next, trouble);
    }

    private Step sourceFaulty(RegistrationEvent.SourceFaulty faulty) {
        Progress known = progress.failed();
        return switch (faulty.fault()) {
            case LOST ->
                looks + 1 < LOOKS_MAX
                        ? Step.into(Waiting.exactly(LOOK_PAUSE, new Uploading(known, placed, looks + 1)))
                        : Done.given(
                                known, Outcome.State.SOURCE_LOST, ErrorClass.PERMANENT, "SOURCE_LOST", faulty.reason());
            case UNREADABLE -> Setback.park(with(known), "SOURCE_UNREADABLE", faulty.reason());
            case ROOT_MISSING -> Step.into(Waiting.backoff(with(known), Duration.ZERO, false));
            case FORBIDDEN ->
                Done.given(known, Outcome.State.POISON, ErrorClass.PERMANENT, "NOT_A_FILE", faulty.reason());
        };
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
