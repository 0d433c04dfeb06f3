package tams.ingest.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * A store's answer to segments that it was asked to register.
 *
 * @param failed those it refused; all others are registered
 * @param status 201 when all went in, 200 when some or none did
 */
public record Registration(List<FailedSegment> failed, int status) {

    public Registration {
        failed = List.copyOf(failed);
    }

    public boolean isComplete() {
        return failed.isEmpty();
    }

    /**
     * A segment that was refused.
     *
     * @param timerange null where the store does not repeat it
     * @param code the store's name for what is wrong; null where it gives none
     * @param words the store's own words, shortened and without secrets; empty where it gives none
     */
    public record FailedSegment(
            String objectId,
            @Nullable TimeRange timerange,
            @Nullable String code,
            String words) {}
}
