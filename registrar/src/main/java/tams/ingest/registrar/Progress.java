package tams.ingest.registrar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentPlanned;

/**
 * What all states of one registration have in common.
 *
 * @param parkedFor the reason in the ledger's line while it says PARKED; null otherwise
 */
record Progress(
        SegmentPlanned plan,
        Policy policy,
        Delivery delivery,
        Counts counts,
        Duration patienceSpent,
        @Nullable String parkedFor) {

    /**
     * How often something happened in this life.
     *
     * @param failures calls that failed; pauses grow with it
     * @param allocations object ids asked for
     * @param nextGeneration of the object id after those that were given
     * @param uploadRefusals fresh URLs that were refused
     * @param registerRefusals registrations that were refused without anything in the way
     */
    record Counts(int failures, int allocations, int nextGeneration, int uploadRefusals, int registerRefusals) {}

    static Progress of(SegmentPlanned plan, Policy policy, Delivery delivery) {
        return new Progress(plan, policy, delivery, new Counts(0, 0, delivery.generation(), 0, 0), Duration.ZERO, null);
    }

    int failures() {
        return counts.failures();
    }

    /** How often it was tried, from 1. */
    int attempts() {
        return counts.failures() + 1;
    }

    String objectId(int generation) {
        return Ids.object(plan.job(), generation);
    }

    Progress failed() {
        return with(new Counts(
                counts.failures() + 1,
                counts.allocations(),
                counts.nextGeneration(),
                counts.uploadRefusals(),
                counts.registerRefusals()));
    }

    Progress asked() {
        return with(new Counts(
                counts.failures(),
                counts.allocations() + 1,
                counts.nextGeneration(),
                counts.uploadRefusals(),
                counts.registerRefusals()));
    }

    /** A place for the object of a generation was given. */
    Progress given(int generation) {
        return with(new Counts(
                counts.failures(),
                counts.allocations(),
                Math.max(counts.nextGeneration(), generation + 1),
                counts.uploadRefusals(),
                counts.registerRefusals()));
    }

    Progress uploadRefused() {
        return with(new Counts(
                counts.failures(),
                counts.allocations(),
                counts.nextGeneration(),
                counts.uploadRefusals() + 1,
                counts.registerRefusals()));
    }

    Progress registerRefused() {
        return with(new Counts(
                counts.failures(),
                counts.allocations(),
                counts.nextGeneration(),
                counts.uploadRefusals(),
                counts.registerRefusals() + 1));
    }

    Progress spent(Duration more) {
        return new Progress(plan, policy, delivery, counts, patienceSpent.plus(more), parkedFor);
    }

    Progress parked(String reason) {
        return new Progress(plan, policy, delivery, counts, patienceSpent, reason);
    }

    private Progress with(Counts other) {
        return new Progress(plan, policy, delivery, other, patienceSpent, parkedFor);
    }
}
