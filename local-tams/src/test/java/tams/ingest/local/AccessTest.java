package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the API, and what those are told who may not. */
@Timeout(60)
class AccessTest {

    private static final Access.OAuth2 CLIENT = new Access.OAuth2("ingest", "a:sec ret", Access.SCOPES);

    @TempDir
    Path data;

    private HttpResponse<byte[]> ask(LocalTams store, String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(store.url() + path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new StoreClient(store.url()).sendRaw(request);
    }

    private LocalTams start(Access access) {
        return LocalTams.start(LocalTamsConfig.of(data, 0, 0).with(access));
    }

    private HttpResponse<byte[]> token(LocalTams store, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(store.url() + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new StoreClient(store.url()).sendRaw(request);
    }

    private static String accessToken(HttpResponse<byte[]> reply) {
        assertThat(reply.statusCode()).isEqualTo(200);
        JsonNode body = Documents.parseAny(reply.body());
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(3600);
        return body.path("access_token").asText();
    }

    @Test
    void opensWithTheRightPasswordOnly() {
        try (LocalTams store = start(new Access.Basic("ann", "pass:word"))) {
            var unnamed = ask(store, "GET", "/service");
            assertThat(unnamed.statusCode()).isEqualTo(401);
            assertThat(unnamed.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
            assertThat(Documents.parseAny(unnamed.body()).path("summary").asText())
                    .contains("user name");
            assertThat(ask(store, "GET", "/service", "Authorization", Guard.authorization("ann", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(ask(store, "GET", "/service", "Authorization", Guard.authorization("ann", "pass:word"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ask(store, "DELETE", "/nothing/here").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void takesAFixedTokenInHeaderOrQuery() {
        try (LocalTams store = start(new Access.Token("t0ken"))) {
            assertThat(ask(store, "GET", "/flows").statusCode()).isEqualTo(401);
            assertThat(ask(store, "GET", "/flows?access_token=other").statusCode())
                    .isEqualTo(401);
            assertThat(ask(store, "GET", "/flows?access_token=t0ken").statusCode())
                    .isEqualTo(200);
            assertThat(ask(store, "GET", "/flows", "Authorization", "bearer t0ken")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void givesATokenForTheSecretByBasicOrForm() {
        String form = "grant_type=client_credentials";
        try (LocalTams store = start(CLIENT)) {
            String plain = accessToken(
                    token(store, form, "Authorization", Guard.authorization(CLIENT.clientId(), CLIENT.clientSecret())));
            String encoded =
                    accessToken(token(store, form, "Authorization", Guard.authorization("ingest", "a%3Asec+ret")));
            String inForm =
                    accessToken(token(store, form + "&client_id=ingest&client_secret=a%3Asec+ret&scope=tams-api/read"));

            for (String token : new String[] {plain, encoded, inForm}) {
                assertThat(ask(store, "GET", "/flows", "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(ask(store, "GET", "/flows?access_token=" + plain).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grant_type=client_credentials&client_id=ingest&client_secret=x                                  | 401 | invalid_client
            grant_type=client_credentials                                                                   | 401 | invalid_client
            grant_type=password&client_id=ingest&client_secret=a%3Asec+ret                                  | 400 | unsupported_grant_type
            grant_type=client_credentials&client_id=ingest&client_secret=a%3Asec+ret&scope=tams-api/read%20x | 400 | invalid_scope
            """)
    void saysInTheWordsOfOAuthWhyThereIsNoToken(String form, int status, String error) {
        try (LocalTams store = start(CLIENT)) {
            var reply = token(store, form);

            assertThat(reply.statusCode()).isEqualTo(status);
            assertThat(Documents.parseAny(reply.body()).path("error").asText()).isEqualTo(error);
            assertThat(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("sec ret");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tams-api/read                 | 200 | 403 | 403
            tams-api/write                | 403 | 404 | 403
            tams-api/delete               | 403 | 403 | 404
            tams-api/admin                | 200 | 404 | 404
            tams-api/read tams-api/write  | 200 | 404 | 403
            """)
    void letsAScopeReachNoFurther(String scope, int get, int post, int delete) {
        try (LocalTams store = start(CLIENT)) {
            String token = accessToken(token(
                    store,
                    "grant_type=client_credentials&client_id=ingest&client_secret=a%3Asec+ret&scope="
                            + scope.replace(" ", "%20")));
            String bearer = "Bearer " + token;
            String flow = "/flows/00000000-0000-4000-8000-000000000000";

            assertThat(ask(store, "GET", "/flows", "Authorization", bearer).statusCode())
                    .isEqualTo(get);
            assertThat(ask(store, "POST", flow + "/storage", "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(post);
            var deleted = ask(store, "DELETE", flow, "Authorization", bearer);
            assertThat(deleted.statusCode()).isEqualTo(delete);
            if (delete == 403) {
                assertThat(deleted.headers().firstValue("WWW-Authenticate").orElse(""))
                        .contains("insufficient_scope")
                        .contains("tams-api/delete");
            }
        }
    }

    @Test
    void believesATokenForAnHourAcrossRestartsAndNoAlteredOne() {
        String token;
        try (LocalTams store = start(CLIENT)) {
            token = accessToken(
                    token(store, "grant_type=client_credentials&client_id=ingest&client_secret=a%3Asec+ret"));
        }
        try (LocalTams store = start(CLIENT)) {
            assertThat(ask(store, "GET", "/flows?access_token=" + token).statusCode())
                    .isEqualTo(200);
            String altered = token.substring(0, token.length() - 4) + "AAAA";
            assertThat(ask(store, "GET", "/flows?access_token=" + altered).statusCode())
                    .isEqualTo(401);
            assertThat(ask(store, "GET", "/flows?access_token=a.b.c").statusCode())
                    .isEqualTo(401);
        }
        Instant later = Instant.now().plus(Tokens.LIFETIME).plus(Duration.ofSeconds(1));
        Clock clock = Clock.fixed(later, ZoneOffset.UTC);
        try (LocalTams store = LocalTams.start(LocalTamsConfig.of(data, 0, 0).with(CLIENT), clock)) {
            var expired = ask(store, "GET", "/flows", "Authorization", "Bearer " + token);
            assertThat(expired.statusCode()).isEqualTo(401);
            assertThat(expired.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("invalid_token");
        }
    }

    @Test
    void givesClientsThatInsistATokenWhereNoneIsNeeded() {
        try (LocalTams store = start(new Access.Open())) {
            String token = accessToken(
                    token(store, "grant_type=client_credentials&client_id=any&client_secret=any&scope=tams-api/read"));
            assertThat(ask(store, "DELETE", "/flows/none", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(ask(store, "GET", "/flows").statusCode()).isEqualTo(200);
        }
        try (LocalTams store = start(new Access.Basic("ann", "p"))) {
            assertThat(token(store, "grant_type=client_credentials").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void keepsSecretsOutOfItsWords() {
        assertThat(CLIENT.toString()).doesNotContain("sec");
        assertThat(new Access.Basic("ann", "hidden").toString()).doesNotContain("hidden");
        assertThat(new Access.Token("hidden").toString()).doesNotContain("hidden");
        assertThatThrownBy(() -> new Access.Basic("ann", " ")).hasMessageContaining("password");
        assertThatThrownBy(() -> new Access.OAuth2("a", "b", Set.of("reed")))
                .hasMessageContaining("reed")
                .hasMessageContaining("tams-api/read");
    }
}
