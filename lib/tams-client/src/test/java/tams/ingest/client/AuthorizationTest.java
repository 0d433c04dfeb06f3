package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AuthorizationTest {

    private static final String SERVICE = "{\"api_version\":\"8.2\"}";

    private ScriptedStore api;
    private ScriptedStore tokens;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedStore();
        tokens = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        api.close();
        tokens.close();
    }

    private Credentials.OAuth2 oauth() {
        return new Credentials.OAuth2(
                URI.create(tokens.url() + "/oauth2/token"), "id", new Secret("CANARY"), "tams-api/read tams-api/write");
    }

    private void grant(String token, int seconds) {
        tokens.answering(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}");
    }

    @Test
    void basicAndBearerAreHeaders() {
        api.answering(200, SERVICE).answering(200, SERVICE);

        api.client(new Credentials.Basic("user", new Secret("pass"))).service();
        assertThat(api.last().header("Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
        api.client(new Credentials.Bearer(new Secret("t"))).service();
        assertThat(api.last().header("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void aUrlTokenGoesAlongWithEveryCall() {
        api.answering(200, SERVICE).answering(404, "");
        HttpTamsStore store = api.client(new Credentials.UrlToken(new Secret("CANARY&x")));

        store.service();
        assertThat(api.last().uri().getRawQuery()).isEqualTo("access_token=CANARY%26x");
        assertThat(store.object("o")).isEmpty();
        assertThat(api.last().uri().getRawQuery()).isEqualTo("accept_get_urls=&access_token=CANARY%26x");
    }

    @Test
    void asksForATokenOnceAndKeepsIt() {
        grant("one", 3600);
        api.answering(200, SERVICE).answering(200, SERVICE);
        HttpTamsStore store = api.client(oauth());

        store.service();
        store.service();

        assertThat(api.asked)
                .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer one"));
        assertThat(tokens.asked).hasSize(1);
        assertThat(tokens.last().header("Authorization")).isEqualTo(Authorizer.basic("id", "CANARY"));
        assertThat(tokens.last().body())
                .isEqualTo("grant_type=client_credentials&scope=tams-api%2Fread+tams-api%2Fwrite");
    }

    @Test
    void renewsARefusedTokenOnceAndNotAgain() {
        grant("one", 3600);
        grant("two", 3600);
        api.answering(401, "").answering(200, SERVICE).answering(401, "").answering(401, "no");
        HttpTamsStore store = api.client(oauth());

        store.service();
        assertThat(api.last().header("Authorization")).isEqualTo("Bearer two");
        grant("three", 3600);
        StoreException error = catchThrowableOfType(StoreException.class, store::service);

        assertThat(error.status()).isEqualTo(401);
        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error).hasMessageContaining("check tams.auth");
        assertThat(api.asked).hasSize(4);
    }

    @Test
    void aBearerTokenThatIsRefusedIsNotTriedAgain() {
        api.answering(401, "");

        assertThatThrownBy(() ->
                        api.client(new Credentials.Bearer(new Secret("t"))).service())
                .isInstanceOf(StoreException.class);
        assertThat(api.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400, 401", "401, 401", "403, 401", "404, 401", "429, 429", "500, 500", "503, 503"})
    void aTokenThatIsNotGivenIsATroubleOfCredentialsThatCanBePutRight(int given, int reported) {
        tokens.answering(given, "{\"error\":\"invalid_client\",\"error_description\":\"secret=CANARY\"}");

        StoreException error = catchThrowableOfType(
                StoreException.class, () -> api.client(oauth()).service());

        assertThat(error.status()).isEqualTo(reported);
        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error.call()).isEqualTo("token");
        assertThat(error.toString()).doesNotContain("CANARY");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void secretsAreNotShown() {
        List<Object> shown = List.of(
                oauth(),
                new Credentials.Basic("u", new Secret("CANARY")),
                new Credentials.Bearer(new Secret("CANARY")),
                new Credentials.UrlToken(new Secret("CANARY")),
                StoreUrl.of("https://user:CANARY@host:1/path?sig=CANARY#CANARY"),
                StoreUrl.of("odd CANARY@host/path?x=CANARY"),
                new GetUrl(StoreUrl.of("https://h/p?CANARY"), "l", null, null, Map.of()),
                new Authorizer.Pass("CANARY", "CANARY"));

        assertThat(shown).allSatisfy(one -> assertThat(one.toString()).doesNotContain("CANARY"));
        assertThat(shown.get(4)).hasToString("https://host:1/path");
    }
}
