package tams.ingest.registrar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** The ledger's lines for what happens to plans and refusals. */
final class Lines {

    private Lines() {}

    /** Of a plan for which no call was made. */
    static Outcome of(SegmentPlanned plan, RegistrationEffect.Line line, int replays, Instant at) {
        return of(plan, line, replays, null, at);
    }

    /**
     * Of a plan.
     *
     * @param replays how often it was put back
     * @param http the store's last status at each step; null for no call
     */
    static Outcome of(
            SegmentPlanned plan,
            RegistrationEffect.Line line,
            int replays,
            @Nullable Map<String, Integer> http,
            Instant at) {
        boolean held = line.state() == Outcome.State.REGISTERED || !line.state().isTerminal();
        return new Outcome(
                plan.feed(),
                plan.arrival(),
                plan.file(),
                line.state(),
                line.cause(),
                line.reason(),
                plan.flowId(),
                line.objectId(),
                held
                        ? plan.segments().stream()
                                .map(SegmentPlanned.Segment::timerange)
                                .toList()
                        : List.of(),
                line.attempts(),
                null,
                plan.after(),
                plan.at(),
                at,
                replays == 0 ? null : replays,
                http);
    }

    static Outcome of(ChunkRefused refused, Instant at) {
        Outcome.State state = switch (refused.verdict()) {
            case POISON -> Outcome.State.POISON;
            case DUPLICATE -> Outcome.State.DUPLICATE;
            case CONFLICT -> Outcome.State.CONFLICT;
            case UNMAPPED -> Outcome.State.PARKED;
        };
        return new Outcome(
                refused.feed(),
                refused.arrival(),
                refused.file(),
                state,
                refused.cause(),
                refused.reason(),
                null,
                null,
                List.of(),
                0,
                refused.other(),
                refused.after(),
                refused.at(),
                at);
    }
}
