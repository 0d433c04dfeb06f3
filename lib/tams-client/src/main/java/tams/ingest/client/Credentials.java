package tams.ingest.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a client shows a store who it is. Sent to the store's own origin only. */
public sealed interface Credentials {

    /** The store asks nobody. */
    record None() implements Credentials {}

    /** RFC 7617. */
    record Basic(String username, Secret password) implements Credentials {
        public Basic {
            if (username.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name for basic authentication has no ':'");
            }
        }
    }

    /** A token that somebody else renews. */
    record Bearer(Secret token) implements Credentials {}

    /** A token in the query parameter {@code access_token}. */
    record UrlToken(Secret token) implements Credentials {}

    /**
     * OAuth2 client credentials (RFC 6749, section 4.4); id and secret are sent as HTTP Basic.
     *
     * @param scope space-separated, e.g. {@code tams-api/read tams-api/write}; null for the server's default
     */
    record OAuth2(
            URI tokenUrl,
            String clientId,
            Secret clientSecret,
            @Nullable String scope) implements Credentials {
        public OAuth2 {
            StoreUrl.of(tokenUrl.toString()).uri();
        }
    }
}
