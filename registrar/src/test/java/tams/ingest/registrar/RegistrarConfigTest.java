package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Credentials;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

class RegistrarConfigTest {

    @TempDir
    private Path folder;

    private Settings settings(String... keysAndValues) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.yaml"), "drop:\n  root: " + folder + "\n");
        Map<String, String> flags = new HashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            flags.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        return Settings.load(file, Map.of(), flags);
    }

    @Test
    void hasDefaultsForAllButTheDropFolder() throws IOException {
        RegistrarConfig config = RegistrarConfig.of(settings());

        assertThat(config)
                .isEqualTo(new RegistrarConfig(folder.toAbsolutePath(), 8, 16, Duration.ofSeconds(30), 3, ""));
        assertThatThrownBy(() -> RegistrarConfig.of(Settings.load(
                        Files.writeString(folder.resolve("none.yaml"), "ops:\n  port: 0\n"), Map.of(), Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drop.root");
    }

    @Test
    void isCalledAsItIsToldOrElseAfterItsHost() throws IOException {
        assertThat(RegistrarConfig.of(settings("registrar.instance", "left")).consumerOptions("registrar"))
                .containsEntry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "registrar-left");
        assertThatThrownBy(() -> RegistrarConfig.of(settings("registrar.instance", "the left one")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registrar.instance");
    }

    @Test
    void setsWhatReliabilityRestsOn() throws IOException {
        Map<String, Object> options =
                RegistrarConfig.of(settings("kafka.topic_prefix", "site1.")).consumerOptions("registrar");

        assertThat(options)
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "site1.registrar")
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        assertThat(options.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .asString()
                .matches("[A-Za-z0-9._-]+");
    }

    @ParameterizedTest
    @CsvSource({
        "none,      None",
        "basic,     Basic",
        "bearer,    Bearer",
        "url_token, UrlToken",
        "oauth2,    OAuth2",
    })
    void findsTheCredentialsThatTheTypeNeeds(String type, String kind) throws IOException {
        Credentials credentials = StoreConnection.credentials(settings(
                "tams.auth.type", type,
                "tams.auth.username", "u",
                "tams.auth.password", "hush",
                "tams.auth.token", "hush",
                "tams.auth.token_url", "https://auth.example/token",
                "tams.auth.client_id", "c",
                "tams.auth.client_secret", "hush"));

        assertThat(credentials.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(credentials.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "basic,     tams.auth.username",
        "bearer,    tams.auth.token",
        "url_token, tams.auth.token_file",
        "oauth2,    tams.auth.token_url",
    })
    void namesTheKeyThatIsMissing(String type, String key) {
        assertThatThrownBy(() -> StoreConnection.open(settings("tams.auth.type", type)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void takesASecretFromItsFileAndSaysWhenThereIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "hush\n");
        String[] keys = {
            "tams.auth.type", "oauth2",
            "tams.auth.token_url", "https://auth.example/token",
            "tams.auth.client_id", "c",
            "tams.auth.secret_in", "form",
            "tams.auth.client_secret_file", file.toString()
        };

        Credentials.OAuth2 credentials = (Credentials.OAuth2) StoreConnection.credentials(settings(keys));
        Files.writeString(file, "another\n");

        assertThat(credentials.secretIn()).isEqualTo(Credentials.SecretIn.FORM);
        assertThat(credentials.clientSecret().reveal()).isEqualTo("another");
        Files.delete(file);
        assertThatThrownBy(() -> StoreConnection.credentials(settings(keys)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tams.auth.client_secret_file: the file " + file);
    }

    @ParameterizedTest
    @CsvSource({
        "tams.ca_file, /no/such/authorities.pem, /no/such/authorities.pem",
        "tams.certificate_sha256, 12:34, 64 hex digits",
        "tams.media_hosts, https://s3.example, not a host",
        "tams.compare_etags, perhaps, 'true, false'",
    })
    void saysWhatIsWrongWithTheStoresKeys(String key, String value, String said) {
        assertThatThrownBy(() -> StoreConnection.open(settings(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(said);
    }
}
