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

    /** Where a token endpoint wants a client's id and secret (RFC 6749, section 2.3.1). */
    enum SecretIn {
        /** As HTTP Basic, {@code client_secret_basic}. */
        HEADER,
        /** In the form, {@code client_secret_post}. */
        FORM
    }

    /**
     * OAuth2 client credentials (RFC 6749, section 4.4).
     *
     * @param scope space-separated, e.g. {@code tams-api/read tams-api/write}; null for the server's default
     */
    record OAuth2(
            URI tokenUrl,
            String clientId,
            Secret clientSecret,
            @Nullable String scope,
            SecretIn secretIn) implements Credentials {

        /** With id and secret as HTTP Basic, which every token endpoint must take. */
        public OAuth2(URI tokenUrl, String clientId, Secret clientSecret, @Nullable String scope) {
            this(tokenUrl, clientId, clientSecret, scope, SecretIn.HEADER);
        }

        public OAuth2 {
            StoreUrl.of(tokenUrl.toString()).uri();
        }
    }
}
