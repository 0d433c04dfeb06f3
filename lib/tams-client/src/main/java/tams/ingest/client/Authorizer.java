package tams.ingest.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a store's credentials on the requests to its own origin. */
final class Authorizer {

    private final URI home;
    private final Credentials credentials;
    private final @Nullable TokenSource tokens;

    Authorizer(URI home, Credentials credentials, @Nullable TokenSource tokens) {
        this.home = home;
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /**
     * What one request carries.
     *
     * @param header the value of {@code Authorization}; null for none
     * @param urlToken the query parameter {@code access_token}; null for none
     */
    record Pass(@Nullable String header, @Nullable String urlToken) {

        static final Pass NONE = new Pass(null, null);

        URI applyTo(URI uri) {
            String query = uri.getRawQuery();
            if (urlToken == null || (query != null && query.matches("(.*&)?access_token=.*"))) {
                return uri;
            }
            String parameter = "access_token=" + URLEncoder.encode(urlToken, StandardCharsets.UTF_8);
            return URI.create(uri + (query == null ? "?" : "&") + parameter);
        }

        void applyTo(HttpRequest.Builder request) {
            if (header != null) {
                request.setHeader("Authorization", header);
            }
        }

        @Override
        public String toString() {
            return "Pass[(secret)]";
        }
    }

    /** Whether {@code uri} has the store's own scheme, host and port: credentials go nowhere else. */
    boolean isHome(URI uri) {
        return origin(home).equals(origin(uri));
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    Pass pass() {
        if (tokens != null) {
            return new Pass("Bearer " + tokens.token(), null);
        }
        if (credentials instanceof Credentials.Basic basic) {
            return new Pass(basic(basic.username(), basic.password().reveal()), null);
        }
        if (credentials instanceof Credentials.Bearer bearer) {
            return new Pass("Bearer " + bearer.token().reveal(), null);
        }
        if (credentials instanceof Credentials.UrlToken token) {
            return new Pass(null, token.token().reveal());
        }
        return Pass.NONE;
    }

    /** After a 401: whether there may be a better pass than {@code refused}. */
    boolean renew(Pass refused) {
        if (tokens == null || refused.header() == null) {
            return false;
        }
        tokens.refused(refused.header().substring("Bearer ".length()));
        return true;
    }

    static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
