package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token endpoint that gives no token: the message names the key to look at. */
@Timeout(30)
class TokenTroubleTest {

    private ScriptedStore server;
    private ScriptedStore tokens;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
        tokens = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        server.close();
        tokens.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_client, 'tams.auth.client_id, tams.auth.client_secret'",
        "401, unauthorized_client, 'tams.auth.client_id, tams.auth.client_secret'",
        "400, invalid_scope, tams.auth.scope",
        "400, invalid_request, tams.auth",
        "404, , tams.auth.token_url",
    })
    void aTokenThatIsNotGivenSaysWhichKeyToCheck(int status, @Nullable String code, String key) {
        tokens.answering(status, code == null ? "" : "{\"error\":\"" + code + "\"}");

        StoreException error = failureOf(() -> oauth().service());

        assertThat(error).hasMessageContainingAll("(token) answered " + status, "check " + key);
        assertThat(error.status()).isEqualTo(401);
        assertThat(server.asked).isEmpty();
    }

    private HttpTamsStore oauth() {
        return server.client(new Credentials.OAuth2(tokens.url(), "id", new Secret("CANARY"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"access_token\":\" \"}", "<html>", "[]"})
    void aTokenEndpointThatIsNoneSaysSo(String body) {
        tokens.answering(200, body);

        assertThat(failureOf(() -> oauth().service()))
                .hasMessageContainingAll("(token) answered 200", "tams.auth.token_url");
    }

    @Test
    void aTokenAnswerOfTenMegabytesIsNotRead() {
        tokens.answering(200, "{\"access_token\":\"" + "x".repeat(10 << 20) + "\"}");

        assertThat(failureOf(() -> oauth().service())).hasMessageContaining("longer than");
    }
}
