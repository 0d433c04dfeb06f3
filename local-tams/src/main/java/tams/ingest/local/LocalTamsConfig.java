package tams.ingest.local;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a local store is set up.
 *
 * @param data the folder that holds everything the store knows; made when absent
 * @param host the address both ports listen on; the loopback unless a container needs more
 * @param port the API's port; 0 takes any free one
 * @param s3Port the object store's port; 0 takes any free one
 * @param advertisedHost the host name in the URLs that are handed out; null takes {@code host}, or the loopback when
 *     {@code host} is a wildcard address. Clients must reach the object store under exactly this name, because it is signed
 * @param objectTimeout the time from allocation to registration, at least 300 s by the specification
 * @param urlLifetime how long a signed URL works; at most {@code objectTimeout}, so that no URL outlives its object
 * @param s3 the bucket that keeps the objects; null for an S3 in this process, over {@code data}
 * @param access who may use the API; signed URLs need no more than themselves
 * @param exchanges where every request and its answer is written down; null for nowhere
 * @param references whether references are taken besides Segments, which no specification has (docs/adr/0023)
 */
public record LocalTamsConfig(
        Path data,
        String host,
        int port,
        int s3Port,
        @Nullable String advertisedHost,
        Duration objectTimeout,
        Duration urlLifetime,
        @Nullable S3Place s3,
        Access access,
        @Nullable Path exchanges,
        boolean references) {

    /** Loopback, so that nothing is offered to the network unasked. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** Ten minutes: twice what the specification demands, and enough for one slow upload. */
    public static final Duration DEFAULT_OBJECT_TIMEOUT = Duration.ofMinutes(10);

    private static final int PORT_MAX = 65_535;

    public LocalTamsConfig {
        if (port < 0 || port > PORT_MAX || s3Port < 0 || s3Port > PORT_MAX) {
            throw new IllegalArgumentException("a port lies between 0 and 65535: port " + port + ", s3Port " + s3Port);
        }
        if (port != 0 && port == s3Port) {
            throw new IllegalArgumentException("port and s3Port are the same: " + port + "; choose two");
        }
        if (urlLifetime.isNegative() || urlLifetime.isZero() || urlLifetime.compareTo(objectTimeout) > 0) {
            throw new IllegalArgumentException("urlLifetime " + urlLifetime + " is not within objectTimeout "
                    + objectTimeout + ": a URL must not outlive its object");
        }
    }

    /** A store that is open to whoever reaches it. */
    public LocalTamsConfig(
            Path data,
            String host,
            int port,
            int s3Port,
            @Nullable String advertisedHost,
            Duration objectTimeout,
            Duration urlLifetime) {
        this(
                data,
                host,
                port,
                s3Port,
                advertisedHost,
                objectTimeout,
                urlLifetime,
                null,
                new Access.Open(),
                null,
                false);
    }

    /** The same with other rules of access. */
    public LocalTamsConfig with(Access other) {
        return new LocalTamsConfig(
                data, host, port, s3Port, advertisedHost, objectTimeout, urlLifetime, s3, other, exchanges, references);
    }

    /** The same with the objects elsewhere. */
    public LocalTamsConfig with(@Nullable S3Place other) {
        return new LocalTamsConfig(
                data,
                host,
                port,
                s3Port,
                advertisedHost,
                objectTimeout,
                urlLifetime,
                other,
                access,
                exchanges,
                references);
    }

    /** The same with every request and its answer written down in a folder, or nowhere. */
    public LocalTamsConfig recordedIn(@Nullable Path folder) {
        return new LocalTamsConfig(
                data, host, port, s3Port, advertisedHost, objectTimeout, urlLifetime, s3, access, folder, references);
    }

    /** The same with references besides Segments, or without. */
    public LocalTamsConfig takingReferences(boolean taken) {
        return new LocalTamsConfig(
                data, host, port, s3Port, advertisedHost, objectTimeout, urlLifetime, s3, access, exchanges, taken);
    }

    /** A store on the loopback with the default times. */
    public static LocalTamsConfig of(Path data, int port, int s3Port) {
        return new LocalTamsConfig(
                data, DEFAULT_HOST, port, s3Port, null, DEFAULT_OBJECT_TIMEOUT, DEFAULT_OBJECT_TIMEOUT);
    }

    /** The host name to put into URLs. */
    String urlHost() {
        if (advertisedHost != null) {
            return advertisedHost;
        }
        return host.equals("0.0.0.0") || host.equals("::") ? DEFAULT_HOST : host;
    }
}
