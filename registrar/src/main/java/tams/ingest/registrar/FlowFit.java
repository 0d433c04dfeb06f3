package tams.ingest.registrar;

import java.util.Optional;
import tams.ingest.client.Flow;
import tams.ingest.contracts.SegmentPlanned;

/** Whether a chunk's media are what a Flow says it holds: the check before every registration, for tools too. */
public final class FlowFit {

    private FlowFit() {}

    /** Why a planned chunk may not become a segment of the Flow, as one phrase; empty when it may. */
    public static Optional<String> objection(SegmentPlanned plan, Flow flow) {
        return FlowDescription.of(plan, plan.flows().get(0))
                .flatMap(measured -> FlowDescription.difference(measured, flow));
    }
}
