package tams.ingest.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * Which Flows to list; every condition that is not null must hold.
 *
 * @param timerange Flows with content in it; {@link TimeRange#NEVER} for Flows without any content
 */
public record FlowQuery(
        @Nullable UUID sourceId,
        @Nullable Format format,
        @Nullable String codec,
        @Nullable String label,
        @Nullable TimeRange timerange) {

    public static final FlowQuery ALL = new FlowQuery(null, null, null, null, null);

    public static FlowQuery ofSource(UUID sourceId) {
        return new FlowQuery(sourceId, null, null, null, null);
    }
}
