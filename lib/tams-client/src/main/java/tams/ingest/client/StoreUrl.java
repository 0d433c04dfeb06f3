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
 * format and on a terminal, never into an event or a log. It is not checked before it is called, so that one odd URL
 * does not spoil a listing.
 */
public final class StoreUrl {

    private final String url;

    private StoreUrl(String url) {
        this.url = url;
    }

    @JsonCreator
    public static StoreUrl of(String url) {
        return new StoreUrl(url);
    }

    /** The whole URL, for the one who hands it on to a person. */
    @JsonValue
    public String reveal() {
        return url;
    }

    /**
     * The whole URL, for the one who is about to call it.
     *
     * @throws IllegalArgumentException when it is no absolute http or https URL; the message does not repeat it
     */
    public URI uri() {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its message would carry the URL, signature included, so neither it nor the cause goes on.
            throw new IllegalArgumentException("not a URL, from position " + e.getIndex() + " on");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an absolute http or https URL with a host name");
        }
        return uri;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreUrl that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    /** Scheme, host, port and path. */
    @Override
    public String toString() {
        String bare = url.split("[?#]", 2)[0];
        int host = bare.indexOf("://") < 0 ? 0 : bare.indexOf("://") + 3;
        int slash = bare.indexOf('/', host);
        int user = bare.lastIndexOf('@', slash < 0 ? bare.length() : slash);
        return StoreWords.printable(user < host ? bare : bare.substring(0, host) + bare.substring(user + 1));
    }
}
