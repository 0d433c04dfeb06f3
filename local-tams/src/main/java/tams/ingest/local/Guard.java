package tams.ingest.local;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks every request who it comes from, before anything else is looked at.
 *
 * <p>401 with {@code WWW-Authenticate} for one that does not say or is not believed, 403 for a token that does not reach
 * far enough. GET and HEAD need {@code read}, POST and PUT {@code write}, DELETE {@code delete}.
 */
record Guard(Access access, Tokens tokens) {

    private static final String BEARER = "Bearer ";
    private static final String REALM = " realm=\"local-tams\"";

    void addTo(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context context) {
        if (context.path().equals(TokenRoutes.PATH)) {
            return;
        }
        if (access instanceof Access.Basic basic) {
            checkBasic(context, basic);
        } else if (access instanceof Access.Token fixed) {
            if (!same(token(context), fixed.token())) {
                throw unauthorized(
                        context, "Bearer" + REALM + ", error=\"invalid_token\"", "the token is not the right one");
            }
        } else if (access instanceof Access.OAuth2) {
            checkScope(context, needed(context.method()));
        }
    }

    private static void checkBasic(Context context, Access.Basic basic) {
        @Nullable String header = context.header("Authorization");
        if (header == null || !same(header, authorization(basic.username(), basic.password()))) {
            throw unauthorized(
                    context,
                    "Basic" + REALM + ", charset=\"UTF-8\"",
                    header == null ? "send user name and password" : "user name or password is wrong");
        }
    }

    static String authorization(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private void checkScope(Context context, String needed) {
        String token = token(context);
        if (token.isEmpty()) {
            throw unauthorized(context, "Bearer" + REALM, "get a token with POST " + TokenRoutes.PATH + " and send it");
        }
        Set<String> granted = tokens.scopes(token)
                .orElseThrow(() -> unauthorized(
                        context,
                        "Bearer" + REALM + ", error=\"invalid_token\"",
                        "the token has expired or is none of this store's: get another with POST " + TokenRoutes.PATH));
        if (!granted.contains(needed) && !granted.contains("tams-api/admin")) {
            context.header(
                    "WWW-Authenticate", "Bearer" + REALM + ", error=\"insufficient_scope\", scope=\"" + needed + "\"");
            throw Refusal.forbidden(
                    "insufficient_scope", context.method() + " needs scope " + needed + ": ask for it with the token");
        }
    }

    /** Empty when there is none. */
    private static String token(Context context) {
        @Nullable String header = context.header("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        }
        @Nullable String query = context.queryParam("access_token");
        return query == null ? "" : query;
    }

    private static String needed(HandlerType method) {
        if (method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD)) {
            return "tams-api/read";
        }
        return method.equals(HandlerType.DELETE) ? "tams-api/delete" : "tams-api/write";
    }

    private static Refusal unauthorized(Context context, String challenge, String summary) {
        context.header("WWW-Authenticate", challenge);
        return Refusal.unauthorized("unauthorized", summary);
    }

    /** Takes as long for a near miss as for a wild guess. */
    static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
