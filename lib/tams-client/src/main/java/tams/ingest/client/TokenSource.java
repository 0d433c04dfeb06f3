package tams.ingest.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of OAuth2 client credentials, renewed in good time by one thread while the others go on with the old
 * one. A token endpoint that is down does no harm until the token has expired.
 */
final class TokenSource {

    /** Tokens are renewed when this part of their life is over. */
    private static final int RENEW_AT_PERCENT = 80;

    /** Life of a token whose answer does not tell. */
    private static final Duration LIFE_DEFAULT = Duration.ofMinutes(5);

    /** Longest life that is believed. */
    private static final Duration LIFE_MAX = Duration.ofDays(1);

    /** How long a renewal that failed is left alone while the old token still serves. */
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(10);

    private static final Map<String, String> ACCEPT_JSON =
            Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded");

    private final Credentials.OAuth2 credentials;
    private final HttpCalls calls;
    private final StoreListener listener;
    private final LongSupplier nanoClock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Token current;
    private volatile @Nullable StoreException lastFailure;

    /** @param listener told of each token; of calls for them it hears nothing */
    TokenSource(Credentials.OAuth2 credentials, HttpCalls calls, StoreListener listener, LongSupplier nanoClock) {
        this.credentials = credentials;
        this.calls = calls;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    private record Token(String text, long renewAtNanos, long expiresAtNanos) {

        boolean isFresh(long now) {
            return now - renewAtNanos < 0;
        }

        boolean isValid(long now) {
            return now - expiresAtNanos < 0;
        }

        @Override
        public String toString() {
            return "Token[(secret)]";
        }
    }

    private record TokenAnswer(String accessToken, @Nullable Long expiresIn) {
        @Override
        public String toString() {
            return "TokenAnswer[(secret)]";
        }
    }

    /** A token that should do. @throws StoreException when there is none to be had */
    String token() {
        Token token = current;
        long now = nanoClock.getAsLong();
        if (token != null && token.isFresh(now)) {
            return token.text();
        }
        StoreException failureBefore = lastFailure;
        if (token != null && token.isValid(now)) {
            if (!renewal.tryLock()) {
                return token.text();
            }
        } else {
            renewal.lock();
        }
        try {
            return renewed(failureBefore);
        } finally {
            renewal.unlock();
        }
    }

    /** How many threads wait for the one that renews. */
    int waiting() {
        return renewal.getQueueLength();
    }

    /** The store does not take {@code text} any more. */
    void refused(String text) {
        renewal.lock();
        try {
            Token token = current;
            if (token != null && token.text().equals(text)) {
                current = null;
            }
        } finally {
            renewal.unlock();
        }
    }

    private String renewed(@Nullable StoreException failureBefore) {
        Token token = current;
        long now = nanoClock.getAsLong();
        if (token != null && token.isFresh(now)) {
            return token.text();
        }
        StoreException failure = lastFailure;
        if (failure != null && failure != failureBefore) {
            // Whoever waited shares the outcome: each asking in turn would make the last wait for all the others.
            throw failure;
        }
        Token next;
        try {
            next = fetch();
        } catch (StoreException e) {
            lastFailure = e;
            if (token == null || !token.isValid(now)) {
                throw e;
            }
            next = new Token(token.text(), now + RENEWAL_PAUSE.toNanos(), token.expiresAtNanos());
        }
        current = next;
        return next.text();
    }

    private Token fetch() {
        Call call = new Call(
                "token", Effect.READ, "POST", StoreUrl.of(credentials.tokenUrl().toString()));
        boolean inForm = credentials.secretIn() == Credentials.SecretIn.FORM;
        String id = encoded(credentials.clientId());
        String secret = encoded(credentials.clientSecret().reveal());
        String form = "grant_type=client_credentials"
                + (credentials.scope() == null ? "" : "&scope=" + encoded(credentials.scope()))
                + (inForm ? "&client_id=" + id + "&client_secret=" + secret : "");
        Map<String, String> headers = new TreeMap<>(ACCEPT_JSON);
        if (!inForm) {
            headers.put("Authorization", Authorizer.basic(id, secret));
        }
        Answer answer = calls.send(new Exchange(
                call,
                credentials.tokenUrl(),
                headers,
                BodyPublishers.ofString(form),
                false,
                calls.limits().read(),
                null,
                HttpCalls.ERROR_BYTES_MAX,
                null));
        return read(call, answer);
    }

    private Token read(Call call, Answer answer) {
        if (answer.status() != 200) {
            throw refusal(call, answer);
        }
        if (answer.isCut()) {
            throw noToken(call, answer, "the body is longer than " + HttpCalls.ERROR_BYTES_MAX + " bytes");
        }
        try {
            TokenAnswer given = StoreJson.one(answer.body(), TokenAnswer.class);
            if (given.accessToken() == null || given.accessToken().isBlank()) {
                throw new StoreJson.NotAsExpected("there is no access_token in it");
            }
            long seconds = given.expiresIn() == null ? LIFE_DEFAULT.toSeconds() : given.expiresIn();
            long life = Duration.ofSeconds(Math.max(0, Math.min(seconds, LIFE_MAX.toSeconds())))
                    .toNanos();
            long now = nanoClock.getAsLong();
            listener.tokenObtained(Duration.ofNanos(life));
            return new Token(given.accessToken(), now + life / 100 * RENEW_AT_PERCENT, now + life);
        } catch (StoreJson.NotAsExpected e) {
            throw noToken(call, answer, String.valueOf(e.getMessage()));
        }
    }

    private static StoreException noToken(Call call, Answer answer, String why) {
        return StoreErrors.unreadable(call, answer, why, "check that tams.auth.token_url is a token endpoint");
    }

    /** A wrong id, secret or scope is 400 or 403 here; for the caller it is what 401 is, and a person can put it right. */
    private static StoreException refusal(Call call, Answer answer) {
        boolean credentials = Set.of(400, 401, 403, 404).contains(answer.status());
        return credentials
                ? StoreErrors.unauthorized(call, answer.advising(advice(answer)))
                : StoreErrors.answered(call, answer);
    }

    private static String advice(Answer answer) {
        if (answer.status() == 404) {
            return "check tams.auth.token_url";
        }
        return switch (String.valueOf(StoreWords.of(answer.body()).code())) {
            case "invalid_client", "unauthorized_client" ->
                "check tams.auth.client_id, tams.auth.client_secret and tams.auth.secret_in";
            case "invalid_scope" -> "check tams.auth.scope";
            default -> "check tams.auth";
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
