package tams.ingest.client;

import java.util.function.IntConsumer;

/**
 * How a store is talked to.
 *
 * @param trust whose TLS certificates are believed
 * @param mediaHosts where uploads and downloads may go
 * @param compareEtags whether an ETag that looks like an MD5 must be the upload's; false for a store whose ETags only
 *     look alike
 * @param answers told the HTTP status of each answer, on the thread that made the call
 */
public record StoreOptions(
        StoreLimits limits, Trust trust, MediaHosts mediaHosts, boolean compareEtags, IntConsumer answers) {

    /** {@link StoreLimits#DEFAULT}, the platform's trust, media on any host, ETags compared. */
    public static final StoreOptions DEFAULT =
            new StoreOptions(StoreLimits.DEFAULT, Trust.PLATFORM, MediaHosts.ANY, true, status -> {});

    public StoreOptions within(StoreLimits otherLimits) {
        return new StoreOptions(otherLimits, trust, mediaHosts, compareEtags, answers);
    }

    public StoreOptions trusting(Trust otherTrust) {
        return new StoreOptions(limits, otherTrust, mediaHosts, compareEtags, answers);
    }

    public StoreOptions withMediaAt(MediaHosts hosts) {
        return new StoreOptions(limits, trust, hosts, compareEtags, answers);
    }

    public StoreOptions comparingEtags(boolean compare) {
        return new StoreOptions(limits, trust, mediaHosts, compare, answers);
    }

    public StoreOptions telling(IntConsumer listener) {
        return new StoreOptions(limits, trust, mediaHosts, compareEtags, listener);
    }
}
