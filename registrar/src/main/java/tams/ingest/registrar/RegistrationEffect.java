package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** What a step asks the shell to do. Notes are made first and in order, then there is one action, whose result is the next event. */
sealed interface RegistrationEffect {

    /** Something to write down; the step counts only once Kafka has it. */
    sealed interface Note extends RegistrationEffect {}

    /** Something to do. */
    sealed interface Action extends RegistrationEffect {}

    /**
     * A line of the ledger.
     *
     * @param cause one word in capitals; null where nothing is wrong
     * @param objectId where the bytes are stored; null until registered
     */
    record Line(
            Outcome.State state,
            @Nullable String cause,
            @Nullable String reason,
            @Nullable String objectId,
            int attempts)
            implements Note {}

    /** A copy of the plan for the person who has to look at it. */
    record DeadLetter(ErrorClass errorClass, String cause, String reason, int attempts) implements Note {}

    /**
     * A copy of the plan for a topic on which it waits.
     *
     * @param tier null for the parked ones
     * @param generation of the next object id to ask for
     */
    record HandOver(
            @Nullable RetryTier tier, int generation, ErrorClass errorClass, String cause, String reason, int attempts)
            implements Note {}

    /** Begins, once the first line is written. */
    record Begin() implements Action {}

    /** Sees to it that the plan's Flows exist. */
    record PrepareFlows() implements Action {}

    /** Asks for a place for one object. */
    record Allocate(String objectId) implements Action {}

    /** Looks whether the file is there, without sending it. */
    record LookAtSource() implements Action {}

    /** Sends the file to the place that was given last. */
    record Upload(String objectId) implements Action {}

    /**
     * Makes the object segments of the owner Flow.
     *
     * @param bare leaves the object's own time range to the store
     */
    record Register(String objectId, List<SegmentPlanned.Segment> segments, boolean bare) implements Action {}

    /** Reads what the owner Flow has of the object, and at the plan's time. */
    record Look(String objectId) implements Action {}

    /** Asks whether the object is registered anywhere. */
    record LookAtObject(String objectId) implements Action {}

    /** Reads the owner Flow. */
    record LookAtFlow() implements Action {}

    /**
     * Lets time pass without holding a thread.
     *
     * @param atLeast the shell picks a random length between this
     * @param atMost and this
     */
    record Wait(Duration atLeast, Duration atMost) implements Action {}

    /** Nothing: the plan is done with. */
    record End() implements Action {}
}
