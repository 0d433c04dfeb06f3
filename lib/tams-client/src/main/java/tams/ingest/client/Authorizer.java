package tams.ingest.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a store's credentials on the requests to its own origin. */
final class Authorizer {

    private final Origin home;
    private final Credentials credentials;
    private final @Nullable TokenSource tokens;

    Authorizer(URI home, Credentials credentials, @Nullable TokenSource tokens) {
        this.home = Origin.of(home);
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
        return home.equals(Origin.of(uri));
    }

    /** Whether {@code uri} has the store's own host, on whatever port. */
    boolean isHomeHost(URI uri) {
        return home.host().equals(Origin.of(uri).host());
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
        if (tokens != null) {
            if (refused.header() == null) {
                return false;
            }
            tokens.refused(refused.header().substring("Bearer ".length()));
            return true;
        }
        secret().ifPresent(Secret::doubt);
        return !pass().equals(refused);
    }

    /** What was refused and may lie in a file that has changed. */
    private Optional<Secret> secret() {
        if (credentials instanceof Credentials.Basic basic) {
            return Optional.of(basic.password());
        }
        if (credentials instanceof Credentials.Bearer bearer) {
            return Optional.of(bearer.token());
        }
        return credentials instanceof Credentials.UrlToken url ? Optional.of(url.token()) : Optional.empty();
    }

    /** What to do about a 401 from the store itself. */
    String advice() {
        if (credentials instanceof Credentials.Basic) {
            return "check tams.auth.username and tams.auth.password";
        }
        if (credentials instanceof Credentials.Bearer || credentials instanceof Credentials.UrlToken) {
            return "check tams.auth.token: it is wrong or has expired";
        }
        if (credentials instanceof Credentials.OAuth2) {
            return "check tams.auth: a new token was refused too, so tams.auth.token_url, the client or its scopes"
                    + " are not for this store";
        }
        return "check tams.auth.type: the store wants credentials";
    }

    static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
