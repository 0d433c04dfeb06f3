package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /oauth2/token}: client credentials for an access token (RFC 6749, 4.4).
 *
 * <p>A store that is open gives a token to whoever asks, for clients that cannot do without. The secret comes as Basic or in the form. Errors have the form of that RFC, not of TAMS, for OAuth libraries read them.
 */
record TokenRoutes(Access access, Tokens tokens) {

    static final String PATH = "/oauth2/token";

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    void addTo(RoutesConfig routes) {
        routes.post(PATH, this::issue);
    }

    private void issue(Context context) {
        context.header("Cache-Control", "no-store");
        if (!(access instanceof Access.Open) && !(access instanceof Access.OAuth2)) {
            refuse(
                    context,
                    BAD_REQUEST,
                    "unauthorized_client",
                    "this store issues no tokens: its tams.auth.type is not oauth2");
            return;
        }
        if (access instanceof Access.OAuth2 client && !isClient(context, client)) {
            context.header("WWW-Authenticate", "Basic realm=\"local-tams\"");
            refuse(context, UNAUTHORIZED, "invalid_client", "client id or client secret is wrong");
            return;
        }
        if (!"client_credentials".equals(context.formParam("grant_type"))) {
            refuse(context, BAD_REQUEST, "unsupported_grant_type", "grant_type must be client_credentials");
            return;
        }
        grant(context, access instanceof Access.OAuth2 client ? client.scopes() : Access.SCOPES);
    }

    private void grant(Context context, Set<String> allowed) {
        @Nullable String scope = context.formParam("scope");
        Set<String> asked = new LinkedHashSet<>(allowed);
        if (scope != null && !scope.isBlank()) {
            asked = new LinkedHashSet<>(Arrays.asList(scope.strip().split(" +")));
        }
        if (!allowed.containsAll(asked)) {
            refuse(context, BAD_REQUEST, "invalid_scope", "this client may ask for " + String.join(" ", allowed));
            return;
        }
        Answer.json(
                context,
                Answer.OK,
                Documents.object()
                        .put("access_token", tokens.issue(asked))
                        .put("token_type", "Bearer")
                        .put("expires_in", Tokens.LIFETIME.toSeconds())
                        .put("scope", String.join(" ", asked)));
    }

    private static boolean isClient(Context context, Access.OAuth2 client) {
        @Nullable String header = context.header("Authorization");
        if (header != null && header.startsWith("Basic ")) {
            return Guard.same(header, Guard.authorization(client.clientId(), client.clientSecret()))
                    || Guard.same(decoded(header), client.clientId() + ":" + client.clientSecret());
        }
        String pair = form(context, "client_id") + ":" + form(context, "client_secret");
        return Guard.same(pair, client.clientId() + ":" + client.clientSecret());
    }

    private static String form(Context context, String name) {
        @Nullable String given = context.formParam(name);
        return given == null ? "" : given;
    }

    /** RFC 6749 has id and secret form-encoded before they are joined; many clients do not, so both are taken. */
    private static String decoded(String header) {
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
            return java.net.URLDecoder.decode(pair, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void refuse(Context context, int status, String error, String description) {
        ObjectNode body = Documents.object().put("error", error).put("error_description", description);
        Answer.json(context, status, body);
    }
}
