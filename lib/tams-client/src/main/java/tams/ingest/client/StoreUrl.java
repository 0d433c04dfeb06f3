package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that a store handed out, which may be signed: whoever has it may read or write what it names.
 *
 * <p>Its text never shows user, query or fragment. Its JSON form is the whole URL: it belongs to the store's own wire
 * format and on a terminal, never into an event or a log.
 */
public final class StoreUrl {

    private final URI uri;

    private StoreUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is no absolute http or https URL; the message does not repeat it
     */
    @JsonCreator
    public static StoreUrl of(String url) {
        try {
            // The syntax error would carry the URL, signature included, so neither it nor its message goes on.
            return of(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL, from position " + e.getIndex() + " on");
        }
    }

    static StoreUrl of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an absolute http or https URL");
        }
        return new StoreUrl(uri);
    }

    /** The whole URL, for the one who is about to call it. */
    public URI reveal() {
        return uri;
    }

    @JsonValue
    String json() {
        return uri.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreUrl url && uri.equals(url.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** Scheme, host, port and path. */
    @Override
    public String toString() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
