package tams.ingest.registrar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentPlanned;

/**
 * What all states of one registration have in common.
 *
 * @param failures calls that failed so far; pauses grow with it
 * @param allocations object ids asked for so far
 * @param uploadRefusals fresh URLs that were refused
 * @param registerRefusals registrations that were refused without anything in the way
 * @param patienceSpent time waited for a chunk that the store refuses
 * @param parkedFor the reason in the ledger's line while it says PARKED; null otherwise
 */
record Progress(
        SegmentPlanned plan,
        Policy policy,
        int failures,
        int allocations,
        int uploadRefusals,
        int registerRefusals,
        Duration patienceSpent,
        @Nullable String parkedFor) {

    static Progress of(SegmentPlanned plan, Policy policy) {
        return new Progress(plan, policy, 0, 0, 0, 0, Duration.ZERO, null);
    }

    /** How often it was tried, from 1. */
    int attempts() {
        return failures + 1;
    }

    String objectId(int generation) {
        return Ids.object(plan.job(), generation);
    }

    Progress failed() {
        return new Progress(
                plan, policy, failures + 1, allocations, uploadRefusals, registerRefusals, patienceSpent, parkedFor);
    }

    Progress asked() {
        return new Progress(
                plan, policy, failures, allocations + 1, uploadRefusals, registerRefusals, patienceSpent, parkedFor);
    }

    Progress uploadRefused() {
        return new Progress(
                plan, policy, failures, allocations, uploadRefusals + 1, registerRefusals, patienceSpent, parkedFor);
    }

    Progress registerRefused() {
        return new Progress(
                plan, policy, failures, allocations, uploadRefusals, registerRefusals + 1, patienceSpent, parkedFor);
    }

    Progress spent(Duration more) {
        return new Progress(
                plan,
                policy,
                failures,
                allocations,
                uploadRefusals,
                registerRefusals,
                patienceSpent.plus(more),
                parkedFor);
    }

    Progress parked(String reason) {
        return new Progress(
                plan, policy, failures, allocations, uploadRefusals, registerRefusals, patienceSpent, reason);
    }
}
