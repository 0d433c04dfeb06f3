package tams.ingest.registrar;

import java.time.Duration;
import tams.ingest.contracts.Outcome;

/**
 * The file was gone, changed or not to be read; it is looked at again before another place is asked for, which would
 * only grow old.
 *
 * @param looks how often the file was found gone or changed
 */
record SourceAsked(Progress progress, Placed placed, int looks) implements RegistrationState {

    /** Looks before a file counts as lost. */
    static final int LOOKS_MAX = 3;

    /** Between two looks: network file systems show a rename late, by up to some seconds. */
    static final Duration LOOK_PAUSE = Duration.ofMillis(2_500);

    /** What follows from a file that is not as it should be. */
    static Step faulty(Progress progress, Placed placed, int looks, RegistrationEvent.SourceFaulty faulty) {
        SourceAsked again = new SourceAsked(progress, placed, looks);
        return switch (faulty.fault()) {
            case LOST ->
                looks + 1 < LOOKS_MAX
                        ? Step.into(Waiting.exactly(LOOK_PAUSE, new SourceAsked(progress, placed, looks + 1)))
                        : Done.given(
                                progress,
                                Outcome.State.SOURCE_LOST,
                                ErrorClass.PERMANENT,
                                "SOURCE_LOST",
                                faulty.reason());
            case UNREADABLE -> Setback.setAside(again, ErrorClass.CHUNK, "SOURCE_UNREADABLE", faulty.reason());
            case ROOT_MISSING -> Step.into(Waiting.backoff(again, Duration.ZERO, false));
            case FORBIDDEN ->
                Done.given(progress, Outcome.State.POISON, ErrorClass.PERMANENT, "NOT_A_FILE", faulty.reason());
        };
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.LookAtSource();
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.SourceThere) {
            return Step.into(new Uploading(progress, placed, looks).revived(nanos));
        }
        if (event instanceof RegistrationEvent.SourceFaulty faulty) {
            return faulty(progress.failed(), placed, looks, faulty);
        }
        return Setback.of(this, event);
    }

    @Override
    public SourceAsked with(Progress other) {
        return new SourceAsked(other, placed, looks);
    }
}
