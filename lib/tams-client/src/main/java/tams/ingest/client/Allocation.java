package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place to upload one object to. It ages: the upload must start within {@link Service#urlTimeout()}, and the object
 * must be registered within {@link Service#objectTimeout()}.
 *
 * @param contentType what the upload must declare, to the letter, because it may be signed; null to declare nothing
 * @param headers what the upload must carry besides
 * @param presigned whether the URL carries its own permission, so that credentials must not be sent
 * @param receivedAtNanos when the store's answer was there, by {@link System#nanoTime()}
 */
public record Allocation(
        String objectId,
        StoreUrl putUrl,
        @Nullable String contentType,
        Map<String, String> headers,
        boolean presigned,
        long receivedAtNanos) {

    public Allocation {
        requireNonNull(objectId, "objectId");
        requireNonNull(putUrl, "putUrl");
        headers = Map.copyOf(headers);
    }

    /** How old the allocation is, by the monotonic clock. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - receivedAtNanos);
    }

    /** Without the headers' values, which may be secret. */
    @Override
    public String toString() {
        return "Allocation[" + objectId + " at " + putUrl + ", headers=" + headers.keySet() + "]";
    }
}
