package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A reference a client wants put on a timeline, as far as it can be judged by itself (docs/adr/0023).
 *
 * @param originId the Flow to show
 * @param timerange where it shall lie
 * @param offset what is added to the origin's time to get the Flow's own; where the client leaves it out, what brings
 *     the origin's range to {@code timerange}
 */
record NewReference(String originId, TimeRange timerange, Timestamp offset) {

    /** @throws Refusal 400 when a value has the right form and yet no sense */
    static NewReference of(JsonNode posted) {
        TimeRange timerange = NewSegment.bounded(NewSegment.timerange(posted, "timerange"));
        TimeRange shown = NewSegment.bounded(NewSegment.timerange(posted.path("reference"), "timerange"));
        Timestamp offset = posted.has("ts_offset")
                ? NewSegment.timestamp(posted, "ts_offset")
                : start(timerange).minus(start(shown));
        if (!isShifted(shown, offset, timerange)) {
            throw NewSegment.invalid(
                    "reference.timerange " + shown + " + ts_offset " + offset + " is not timerange " + timerange
                            + ": a reference neither stretches nor cuts; leave ts_offset out to have it worked out");
        }
        return new NewReference(posted.at("/reference/flow_id").asText(), timerange, offset);
    }

    private static Timestamp start(TimeRange bounded) {
        return java.util.Objects.requireNonNull(bounded.start());
    }

    private static boolean isShifted(TimeRange shown, Timestamp offset, TimeRange timerange) {
        return Extent.of(shown).shiftedBy(offset).equals(Extent.of(timerange));
    }
}
