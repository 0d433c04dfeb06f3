package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs can be a store's, and that every path lies below. */
@Timeout(30)
class BaseUrlTest {

    private ScriptedStore server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsTheBasePathAndEncodesObjectIds() {
        server.answering(200, "{\"id\":\"a/b\",\"referenced_by_flows\":[]}");
        HttpTamsStore below = HttpTamsStore.open(URI.create(server.url() + "/tams/v8.2/"), new Credentials.None());

        assertThat(below.objectIsRegistered("a/b ..%")).isTrue();

        assertThat(server.last().uri().toString()).isEqualTo("/tams/v8.2/objects/a%2Fb%20..%25?accept_get_urls=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/",
                "host/path",
                "http:///x",
                "http://u:CANARY@x/",
                "http://x/?access_token=CANARY",
                "http://x/#y"
            })
    void refusesABaseUrlThatCannotBeOneWithoutRepeatingItsSecrets(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpTamsStore.open(URI.create(url), new Credentials.None()))
                .withMessageNotContaining("CANARY");
    }
}
