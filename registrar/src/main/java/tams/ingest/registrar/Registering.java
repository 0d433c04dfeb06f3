package tams.ingest.registrar;

import java.util.List;
import tams.ingest.contracts.SegmentPlanned;

/**
 * The object's bytes are in the store and verified; it is being made segments.
 *
 * @param segments those that are not there yet
 * @param bare whether the object's own time range is left to the store: AWS's refuses it for an object that it has
 *     claimed but not listed
 */
record Registering(Progress progress, Placed placed, List<SegmentPlanned.Segment> segments, boolean bare)
        implements RegistrationState {

    static Registering all(Progress progress, Placed placed) {
        return new Registering(progress, placed, progress.plan().segments(), false);
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Register(placed.objectId(), segments, bare);
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Registered) {
            return progress.policy().readBack()
                    ? Step.into(Verifying.after(progress, placed, Verifying.Doubt.ACCEPTED))
                    : Done.registered(progress, placed.objectId());
        }
        if (event instanceof RegistrationEvent.Failed failed && failed.trouble().reaction() == Reaction.LOOK) {
            return Step.into(Verifying.because(progress.failed(), placed, failed.trouble()));
        }
        return Setback.of(this, event);
    }

    @Override
    public RegistrationState revived(long nanos) {
        return placed.isOlderThan(progress.policy().objectAgeMax(), nanos) ? Allocating.after(placed, progress) : this;
    }

    @Override
    public Registering with(Progress other) {
        return new Registering(other, placed, segments, bare);
    }
}
