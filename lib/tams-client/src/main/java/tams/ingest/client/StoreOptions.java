package tams.ingest.client;

/**
 * How a store is talked to.
 *
 * @param trust whose TLS certificates are believed
 * @param mediaHosts where uploads and downloads may go
 * @param compareEtags whether an ETag that looks like an MD5 must be the upload's; false for a store whose ETags only
 *     look alike
 * @param listener told of answers and tokens
 */
public record StoreOptions(
        StoreLimits limits, Trust trust, MediaHosts mediaHosts, boolean compareEtags, StoreListener listener) {

    /** {@link StoreLimits#DEFAULT}, the platform's trust, media on any host, ETags compared. */
    public static final StoreOptions DEFAULT =
            new StoreOptions(StoreLimits.DEFAULT, Trust.PLATFORM, MediaHosts.ANY, true, StoreListener.NONE);

    public StoreOptions within(StoreLimits otherLimits) {
        return new StoreOptions(otherLimits, trust, mediaHosts, compareEtags, listener);
    }

    public StoreOptions trusting(Trust otherTrust) {
        return new StoreOptions(limits, otherTrust, mediaHosts, compareEtags, listener);
    }

    public StoreOptions withMediaAt(MediaHosts hosts) {
        return new StoreOptions(limits, trust, hosts, compareEtags, listener);
    }

    public StoreOptions comparingEtags(boolean compare) {
        return new StoreOptions(limits, trust, mediaHosts, compare, listener);
    }

    public StoreOptions telling(StoreListener other) {
        return new StoreOptions(limits, trust, mediaHosts, compareEtags, other);
    }
}
