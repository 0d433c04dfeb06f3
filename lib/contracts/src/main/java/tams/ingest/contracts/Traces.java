package tams.ingest.contracts;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * W3C trace contexts (Level 1, version 00) of the pipeline: all that happens to one arrival is one trace, whose id is the
 * arrival's; what is about no arrival is a trace of its own. Made from ids alone, so that a repetition has the same.
 */
public final class Traces {

    private Traces() {}

    /** The {@code traceparent} of what an event reports. */
    public static String parentOf(Event event) {
        UUID trace = event.eventId();
        if (event instanceof SegmentEvent segment) {
            trace = segment.arrival();
        } else if (event instanceof Outcome line) {
            trace = line.arrival();
        } else if (event instanceof ReferencePlanned reference) {
            trace = reference.clip();
        }
        return parent(trace, event.eventId());
    }

    /**
     * A {@code traceparent}.
     *
     * @param trace what it is all about
     * @param step what of it
     */
    public static String parent(UUID trace, UUID step) {
        UUID span = Ids.nameUuid(step, "span".getBytes(StandardCharsets.UTF_8));
        return String.format(
                "00-%016x%016x-%016x-01",
                trace.getMostSignificantBits(), trace.getLeastSignificantBits(), span.getMostSignificantBits());
    }
}
