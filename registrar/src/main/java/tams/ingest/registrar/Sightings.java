package tams.ingest.registrar;

import java.util.List;
import java.util.Optional;
import tams.ingest.client.Segment;
import tams.ingest.contracts.SegmentPlanned;

/** Tells our own registration from a real conflict by what a Flow lists; ranges are compared as values, never as text. */
final class Sightings {

    private Sightings() {}

    /**
     * What a listing means for a plan.
     *
     * @param objectId the object in question
     * @param asNamed whether we chose its name. Where the store did, an earlier life's object has another, and equal
     *     time is all there is to know it by
     * @param listed the Flow's segments with the object, and those that overlap the plan's time; may repeat
     */
    static RegistrationEvent.Sighting of(SegmentPlanned plan, String objectId, boolean asNamed, List<Segment> listed) {
        List<SegmentPlanned.Segment> missing = plan.segments().stream()
                .filter(planned ->
                        find(plan, objectId, asNamed, planned, listed).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return new RegistrationEvent.Sighting.Complete(
                    find(plan, objectId, asNamed, plan.segments().get(0), listed)
                            .map(Segment::objectId)
                            .orElse(objectId));
        }
        for (Segment segment : listed) {
            boolean planned =
                    plan.segments().stream().anyMatch(one -> one.timerange().equals(segment.timerange()));
            if (isOwn(plan, objectId, segment) && !planned && !isBorrowed(plan, segment)) {
                return new RegistrationEvent.Sighting.Elsewhere(segment.objectId(), segment.timerange());
            }
            boolean inTheWay = missing.stream().anyMatch(one -> one.timerange().overlaps(segment.timerange()));
            if ((!isOwn(plan, objectId, segment) || isBorrowed(plan, segment)) && inTheWay) {
                return new RegistrationEvent.Sighting.Taken(segment.objectId(), segment.timerange());
            }
        }
        return new RegistrationEvent.Sighting.Missing(missing);
    }

    private static Optional<Segment> find(
            SegmentPlanned plan,
            String objectId,
            boolean asNamed,
            SegmentPlanned.Segment planned,
            List<Segment> listed) {
        return listed.stream()
                .filter(segment -> segment.timerange().equals(planned.timerange()))
                .filter(segment -> !asNamed || isOwn(plan, objectId, segment))
                .findFirst();
    }

    /** Whether a segment's object is another job's, which may lie in many places. */
    static boolean isBorrowed(SegmentPlanned plan, String objectId) {
        return plan.sameAs() != null && objectId.startsWith(plan.sameAs() + "-g");
    }

    private static boolean isBorrowed(SegmentPlanned plan, Segment segment) {
        return isBorrowed(plan, segment.objectId());
    }

    /** Whether a segment's object is this plan's, of whatever generation. */
    private static boolean isOwn(SegmentPlanned plan, String objectId, Segment segment) {
        return segment.objectId().equals(objectId) || segment.objectId().startsWith(plan.job() + "-g");
    }
}
