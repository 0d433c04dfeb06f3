package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/**
 * What the store has is read back, because it is not known or not trusted (reference, decision procedure 4.6).
 *
 * @param rounds looks before this one that showed nothing
 * @param why what went wrong before; null where nothing did
 */
record Verifying(
        Progress progress,
        Placed placed,
        Doubt doubt,
        int rounds,
        @Nullable Trouble why) implements RegistrationState {

    /** Looks for a segment that the store says it has: listings may lag behind, by about a second on AWS. */
    static final int ROUNDS_MAX = 5;

    /** What is missing again, the same more barely, and another object. */
    private static final int WAYS = 3;

    /** What is in doubt. */
    enum Doubt {
        /** The store chose the object's name; nothing is uploaded yet. */
        NAMED_BY_STORE,
        /** The object is registered, maybe by an earlier life. */
        FOUND,
        /** The store says it registered all. */
        ACCEPTED,
        /** The last call may have taken effect. */
        UNKNOWN,
        /** The store refused, which it also does when an earlier call took effect. */
        REFUSED
    }

    static Verifying after(Progress progress, Placed placed, Doubt doubt) {
        return new Verifying(progress, placed, doubt, 0, null);
    }

    static Verifying because(Progress progress, Placed placed, Trouble why) {
        Doubt doubt = why.errorClass() == ErrorClass.CHUNK ? Doubt.REFUSED : Doubt.UNKNOWN;
        return new Verifying(progress, placed, doubt, 0, why);
    }

    @Override
    public RegistrationEffect.Action action() {
        return new RegistrationEffect.Look(placed.objectId());
    }

    @Override
    public Step on(RegistrationEvent event, long nanos) {
        if (event instanceof RegistrationEvent.Seen seen) {
            return seen(seen.sighting());
        }
        return Setback.of(this, event);
    }

    private Step seen(RegistrationEvent.Sighting sighting) {
        if (sighting instanceof RegistrationEvent.Sighting.Complete complete) {
            return Done.registered(progress, complete.objectId());
        }
        if (sighting instanceof RegistrationEvent.Sighting.Elsewhere elsewhere) {
            // Another plan that re-uses the object may be listed before this one's own segment is.
            if (rounds + 1 < ROUNDS_MAX) {
                Verifying again = new Verifying(progress.failed(), placed, doubt, rounds + 1, why);
                return Step.into(Waiting.backoff(again, Duration.ZERO, false));
            }
            return Done.given(
                    progress,
                    Outcome.State.CONFLICT,
                    ErrorClass.PERMANENT,
                    "OBJECT_ELSEWHERE",
                    "object " + elsewhere.objectId() + " of Flow "
                            + progress.plan().flowId() + " lies at "
                            + elsewhere.timerange() + " in the store, not at " + ranges()
                            + "; the store changed it, or answered for another request");
        }
        if (sighting instanceof RegistrationEvent.Sighting.Taken taken) {
            return Done.given(
                    progress,
                    Outcome.State.CONFLICT,
                    ErrorClass.PERMANENT,
                    "TIME_TAKEN",
                    "object " + taken.objectId() + " holds " + taken.timerange() + " of Flow "
                            + progress.plan().flowId() + " already; object " + placed.objectId() + " at " + ranges()
                            + " yields to it");
        }
        return missing(((RegistrationEvent.Sighting.Missing) sighting).missing());
    }

    private Step missing(List<SegmentPlanned.Segment> missing) {
        Registering again = new Registering(progress, placed, missing, false);
        return switch (doubt) {
            case NAMED_BY_STORE -> Step.into(new Uploading(progress, placed, 0));
            case FOUND -> Step.into(again);
            case ACCEPTED -> unlisted(again);
            case UNKNOWN -> askFlow(again);
            case REFUSED -> refused(missing);
        };
    }

    private Step unlisted(Registering again) {
        Trouble trouble = Trouble.of(
                StoreStep.LOOK,
                ErrorClass.STORE,
                Reaction.REPEAT,
                "the store says it registered object " + placed.objectId() + " in Flow "
                        + progress.plan().flowId() + " but does not list it; look at the store");
        Progress known = progress.failed();
        return rounds + 1 < ROUNDS_MAX
                ? Setback.pause(new Verifying(known, placed, doubt, rounds + 1, why), trouble)
                : Step.into(new FlowAsked(known, trouble, again.with(known), false));
    }

    private Step askFlow(Registering again) {
        return why == null ? Step.into(again) : Step.into(new FlowAsked(progress, why, again, false));
    }

    /** Refused, though nothing is in the way: once more, then more barely, then as another object, until patience ends. */
    private Step refused(List<SegmentPlanned.Segment> missing) {
        Trouble trouble = why;
        boolean triedInAllWays = progress.counts().registerRefusals() >= WAYS;
        boolean patient = progress.patienceSpent().compareTo(progress.policy().patience()) < 0;
        if (trouble == null || (triedInAllWays && !patient)) {
            String reason = trouble == null ? "refused" : trouble.reason();
            return progress.delivery().retries() < progress.policy().retriesMax()
                    ? HandedOver.toRetry(progress, Outcome.State.PENDING, ErrorClass.CHUNK, "STORE_REFUSES", reason)
                    : Done.given(progress, Outcome.State.POISON, ErrorClass.CHUNK, "STORE_REFUSES", reason);
        }
        Progress known = progress.registerRefused();
        boolean bare = missing.stream().anyMatch(segment -> segment.objectTimerange() != null);
        RegistrationState next = switch (known.counts().registerRefusals()) {
            case 1 -> new Registering(known, placed, missing, false);
            case 2 -> new Registering(known, placed, missing, bare);
            default -> Allocating.after(placed, known);
        };
        return Step.into(new FlowAsked(known, trouble, next, false));
    }

    private String ranges() {
        return String.join(
                ", ",
                progress.plan().segments().stream()
                        .map(segment -> segment.timerange().toString())
                        .toList());
    }

    @Override
    public Verifying with(Progress other) {
        return new Verifying(other, placed, doubt, rounds, why);
    }
}
