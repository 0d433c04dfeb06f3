package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a store cannot send the client where the operator does not want it to go. */
@Timeout(30)
class MediaHostsTest {

    @ParameterizedTest
    @CsvSource({
        "'', https://anywhere.example/o, true",
        "s3.example, https://s3.example/o, true",
        "s3.example, https://S3.Example:9000/o, true",
        "s3.example, https://evil-s3.example/o, false",
        "s3.example, https://s3.example.evil/o, false",
        "s3.example:443, https://s3.example/o, true",
        "s3.example:443, http://s3.example/o, false",
        "*.s3.example, https://bucket.s3.example/o, true",
        "*.s3.example, https://s3.example/o, false",
        "'a.example, B.example', http://b.example/o, true",
        "[::1], http://[::1]:9000/o, true",
        "[::1]:9000, http://[::1]:9001/o, false",
        "169.254.169.253, http://169.254.169.254/latest, false",
    })
    void areMatchedByNameAndPort(String hosts, String url, boolean allowed) {
        assertThat(MediaHosts.parse(hosts).allow(URI.create(url))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://s3.example", "s3.example/", "*", "a,,b", "user@host"})
    void areNamesAndNothingElse(String hosts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaHosts.parse(hosts))
                .withMessageContaining("expected host");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "LOCALHOST, false",
        "169.254.169.254, false",
    })
    void theStoresOwnHostIsAlwaysAllowedAndOthersAreNotAsked(String host, boolean asked) throws IOException {
        try (ScriptedStore server = new ScriptedStore()) {
            HttpTamsStore store = HttpTamsStore.open(
                    server.url(),
                    new Credentials.None(),
                    StoreOptions.DEFAULT.withMediaAt(MediaHosts.parse("elsewhere.example")));
            GetUrl url = new GetUrl(
                    StoreUrl.of("http://" + host + ":" + server.url().getPort() + "/o?sig=CANARY"),
                    null,
                    null,
                    null,
                    Map.of());

            StoreException error = failureOf(() -> read(store, url));

            assertThat(server.asked).hasSize(asked ? 1 : 0);
            assertThat(error).hasMessageNotContaining("CANARY");
            assertThat(error.toString().contains("tams.media_hosts")).isEqualTo(!asked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://h/x", "jar:file:/x!/y", "//h/x", "/etc/passwd"})
    void nothingButHttpIsSpoken(String url) {
        HttpTamsStore store = HttpTamsStore.open(URI.create("http://127.0.0.1:1"), new Credentials.None());

        assertThat(failureOf(() -> read(store, new GetUrl(StoreUrl.of(url), null, null, null, Map.of()))))
                .hasMessageContaining("not an absolute http or https URL");
    }

    private static void read(HttpTamsStore store, GetUrl url) {
        try {
            store.download(url, OutputStream.nullOutputStream(), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
