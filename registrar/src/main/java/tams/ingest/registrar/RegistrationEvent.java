package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** What came of an action. */
sealed interface RegistrationEvent {

    /** The first line is written. */
    record Begun() implements RegistrationEvent {}

    /** All Flows of the plan exist and fit it. */
    record FlowsReady() implements RegistrationEvent {}

    /**
     * A Flow of the plan cannot be used.
     *
     * @param cause one word in capitals
     */
    record FlowsUnfit(String cause, String reason) implements RegistrationEvent {}

    /**
     * The store gave a place.
     *
     * @param objectId as the store named it, which may differ from what was asked for
     */
    record Allocated(String objectId) implements RegistrationEvent {}

    /** The bytes that the plan names are in the store: length and hash of what was sent agree. */
    record Uploaded() implements RegistrationEvent {}

    /** The file is there, of the length that the plan names. */
    record SourceThere() implements RegistrationEvent {}

    /** The file is not what the plan names. */
    record SourceFaulty(Fault fault, String reason) implements RegistrationEvent {

        enum Fault {
            /** Gone, or other bytes than announced: may settle, looked at again a few times. */
            LOST,
            /** There, but may not be read. */
            UNREADABLE,
            /** The drop root itself is not there, which says nothing about the file. */
            ROOT_MISSING,
            /** Not a regular file below the drop root; never read. */
            FORBIDDEN
        }
    }

    /** The store says that all segments are registered. */
    record Registered() implements RegistrationEvent {}

    /** What the store has. */
    record Seen(Sighting sighting) implements RegistrationEvent {}

    /**
     * The store knows the object, or not.
     *
     * @param registered whether any Flow has a segment with it
     */
    record ObjectSeen(boolean registered) implements RegistrationEvent {}

    /** The owner Flow was read. */
    record FlowSeen(FlowCondition condition) implements RegistrationEvent {}

    /**
     * A pause is over.
     *
     * @param slept how long it took
     */
    record Woke(Duration slept) implements RegistrationEvent {}

    /** The call failed. */
    record Failed(Trouble trouble) implements RegistrationEvent {}

    /** Whether the owner Flow can take segments. */
    enum FlowCondition {
        FIT,
        ABSENT,
        READ_ONLY,
        /** It has no {@code container}, so a store refuses its segments. */
        NO_CONTAINER
    }

    /** What the owner Flow has at a plan's time and of its object. */
    sealed interface Sighting {

        /** All of the plan's segments, as planned. */
        record Complete(String objectId) implements Sighting {}

        /**
         * Some or none, and nothing in the way.
         *
         * @param missing at least one
         */
        record Missing(List<SegmentPlanned.Segment> missing) implements Sighting {}

        /** The plan's object at another time. */
        record Elsewhere(String objectId, TimeRange timerange) implements Sighting {}

        /** Another object at the plan's time. */
        record Taken(String objectId, TimeRange timerange) implements Sighting {}
    }
}
