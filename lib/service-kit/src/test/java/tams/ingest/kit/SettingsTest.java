package tams.ingest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static List<Setting<?>> settings() {
        return Keys.ALL;
    }

    @Test
    void preferFlagsToEnvironmentToFileToDefaults() throws IOException {
        Path file =
                file("drop: {quiet: 7s, scan: 2s}\ntams: {url: 'http://file:1'}\nkafka: {bootstrap: 'file:9092'}\n");

        Settings settings = Settings.load(
                file,
                Map.of(
                        "TAMS_INGEST_TAMS_URL",
                        "http://environment:1",
                        "TAMS_INGEST_KAFKA_BOOTSTRAP",
                        "environment:9092"),
                Map.of("kafka.bootstrap", "flag:9092"));

        assertThat(settings.get(Keys.KAFKA_BOOTSTRAP)).isEqualTo("flag:9092");
        assertThat(settings.get(Keys.TAMS_URL)).isEqualTo(URI.create("http://environment:1"));
        assertThat(settings.get(Keys.DROP_QUIET)).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.get(Keys.OPS_PORT)).isEqualTo(9876);
        assertThat(settings.origin(Keys.KAFKA_BOOTSTRAP)).isEqualTo("flag");
        assertThat(settings.origin(Keys.TAMS_URL)).isEqualTo("environment");
        assertThat(settings.origin(Keys.OPS_PORT)).isEqualTo("default");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyKeyCanBeSetByItsVariable(Setting<?> setting) {
        String value =
                setting.fallback() != null && !setting.fallback().isEmpty() ? setting.fallback() : sample(setting);

        Settings settings = Settings.load(noFile(), Map.of(setting.variable(), value), Map.of());

        assertThat(settings.find(setting)).isPresent();
        assertThat(settings.origin(setting)).isEqualTo("environment");
    }

    private static String sample(Setting<?> setting) {
        return switch (setting.key()) {
            case "tams.namespace" -> "2ed6657d-e927-568b-95e1-2665a8aea6a2";
            case "registrar.instance" -> "left";
            default -> "http://127.0.0.1:1";
        };
    }

    @Test
    void nameEveryMistakeAtOnceWithTheNearestKnownKey() throws IOException {
        Path file = file("tams: {ulr: 'http://x:1'}\ndrop: {quiet: soon}\n");

        assertThatThrownBy(() -> Settings.load(file, Map.of("TAMS_INGEST_KAFKA_BOOTSTARP", "x"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown key 'tams.ulr'; did you mean 'tams.url'?")
                .hasMessageContaining("drop.quiet is 'soon'")
                .hasMessageContaining("expected a duration")
                .hasMessageContaining("did you mean 'TAMS_INGEST_KAFKA_BOOTSTRAP'?");
    }

    @Test
    void passKafkaClientKeysThroughAndReadTheirSecretsFromFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("jaas"), "secret-config\n");

        Settings settings = Settings.load(
                noFile(),
                Map.of(
                        "TAMS_INGEST_KAFKA_CLIENT_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "TAMS_INGEST_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE",
                        secret.toString()),
                Map.of());

        assertThat(settings.kafkaClient())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "secret-config");
        assertThat(settings.withoutKafkaClient().kafkaClient()).isEmpty();
    }

    @Test
    void readASecretFromTheFileBesideItsKey() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");

        Settings settings =
                Settings.load(noFile(), Map.of(), Map.of("tams.auth.client_secret_file", secret.toString()));

        assertThat(settings.findSecret(Keys.AUTH_CLIENT_SECRET, Keys.AUTH_CLIENT_SECRET_FILE))
                .contains("s3cret");
    }

    @Test
    void expandExpressionsWithDefaults() throws IOException {
        Settings settings = Settings.load(file("tams: {url: 'http://${STORE_HOST:fallback}:1'}\n"), Map.of(), Map.of());

        assertThat(settings.get(Keys.TAMS_URL)).isEqualTo(URI.create("http://fallback:1"));
    }

    @Test
    void sayWhichFileIsMissing() {
        assertThatThrownBy(() -> Settings.load(folder.resolve("none.yaml"), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void sayHowToSetAKeyThatIsNeeded() {
        assertThatThrownBy(() -> Settings.load(noFile(), Map.of(), Map.of()).get(Keys.DROP_ROOT))
                .hasMessageContaining("drop.root is not set")
                .hasMessageContaining("TAMS_INGEST_DROP_ROOT");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "3s, PT3S", "10m, PT10M", "72h, PT72H", "30d, PT720H"})
    void readDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    private Path noFile() {
        try {
            return file("{}");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("tams-ingest.yaml"), yaml);
    }

    @Test
    void readsKeysThatAreWrittenWithDots() throws IOException {
        Path file = Files.writeString(folder.resolve("dotted.yaml"), """
                drop.quiet: 7s
                kafka:
                  client:
                    security.protocol: SASL_SSL
                """);

        Settings settings = Settings.load(file, Map.of(), Map.of());

        assertThat(settings.get(Keys.DROP_QUIET)).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.origin(Keys.DROP_QUIET)).isEqualTo("file");
        assertThat(settings.kafkaClient()).containsEntry("security.protocol", "SASL_SSL");
    }
}
