package tams.ingest.registrar;

import tams.ingest.contracts.SegmentPlanned;

/**
 * How far a plan has come on its way into the store: an immutable state that decides and never acts.
 *
 * <p>{@code New → Preparing → Allocating → Uploading → Registering → Verifying → Done}, with {@link ReuseAsked} where
 * another job brought the bytes, {@link IdDoubted} where an object id was refused, {@link FlowAsked} and {@link SourceAsked} where the Flow or the file may be the reason, and
 * {@link Waiting} before anything is done again. Nothing of it is kept over a crash: a new life begins at {@link New},
 * and finds out from the store how far the last one came (reference, chunk state machine).
 */
sealed interface RegistrationState
        permits New,
                Preparing,
                ReuseAsked,
                Allocating,
                IdDoubted,
                Uploading,
                SourceAsked,
                Registering,
                Verifying,
                FlowAsked,
                Waiting,
                HandedOver,
                Done {

    static Step start(SegmentPlanned plan, Policy policy, Delivery delivery) {
        return Step.into(new New(Progress.of(plan, policy, delivery)));
    }

    Progress progress();

    /** What is under way in this state. */
    RegistrationEffect.Action action();

    /**
     * Decides what an action's result means.
     *
     * @param nanos the monotonic clock
     * @throws IllegalStateException when the event cannot be the result of this state's action
     */
    Step on(RegistrationEvent event, long nanos);

    /** The same state, knowing more. */
    RegistrationState with(Progress progress);

    /** The state to be in before acting on this one: another where what it relies on has grown too old. */
    default RegistrationState revived(long nanos) {
        return this;
    }
}
