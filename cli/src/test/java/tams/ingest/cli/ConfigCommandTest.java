package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Json;

class ConfigCommandTest {

    @TempDir
    private Path folder;

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private String written(String yaml) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), yaml).toString();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode printed() throws IOException {
        return Json.MAPPER.readTree(out.toByteArray());
    }

    @Test
    void writesAFileWithANamespaceOfItsOwnThatReadsBack() throws IOException {
        Path file = folder.resolve("site.yaml");

        assertThat(TamsIngest.run("config", "init", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(TamsIngest.run("config", "show", "--json", "--config", file.toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(printed())
                .filteredOn(line -> line.path("key").asText().equals("tams.namespace"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(UUID.fromString(line.path("value").asText())).isNotNull();
                    assertThat(line.path("origin").asText()).isEqualTo("file");
                });
    }

    @Test
    void neverOverwritesANamespace() throws IOException {
        String file = written("tams.namespace: 2ed6657d-e927-568b-95e1-2665a8aea6a2\n");

        assertThat(TamsIngest.run("config", "init", file)).isEqualTo(ExitCode.BAD_CONFIGURATION);

        assertThat(said()).contains("is there already");
        assertThat(Files.readString(Path.of(file))).contains("2ed6657d");
    }

    @Test
    void hidesSecretsWhereverTheyStand() throws IOException {
        String file = written("""
                tams: {auth: {type: bearer, token: hush-1}}
                kafka: {client: {sasl.jaas.config: hush-2, ssl.keystore.password: hush-3, security.protocol: SASL_SSL}}
                """);

        assertThat(TamsIngest.run("config", "show", "--origin", "--config", file))
                .isEqualTo(ExitCode.OK);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .doesNotContain("hush")
                .contains("(hidden)")
                .contains("kafka.client.security.protocol")
                .contains("SASL_SSL");
    }

    @Test
    void saysAllThatIsMissingForAWayToAuthenticate() throws IOException {
        String file = written("tams: {auth: {type: oauth2}}\n");

        assertThat(TamsIngest.run("config", "check", "--config", file)).isEqualTo(ExitCode.BAD_CONFIGURATION);

        assertThat(said())
                .contains("tams.auth.token_url is not set")
                .contains("tams.auth.client_id is not set")
                .contains("neither tams.auth.client_secret nor tams.auth.client_secret_file is set");
    }

    @Test
    void tellsDoubtsFromMistakes() throws IOException {
        String doubtful = written("tams: {url: 'http://tams.example.com', auth: {type: bearer, token: t}}\n");

        assertThat(TamsIngest.run("config", "check", "--config", doubtful)).isEqualTo(ExitCode.WARNINGS);
        assertThat(said()).contains("warning: tams.namespace is not set").contains("in the clear");

        String good = written("tams.namespace: " + UUID.randomUUID() + "\ndrop.root: " + folder + "\n");
        assertThat(TamsIngest.run("config", "check", "--config", good)).isEqualTo(ExitCode.OK);
    }

    @Test
    void describesEveryKeyNestedAndDotted() throws IOException {
        assertThat(TamsIngest.run("config", "schema")).isEqualTo(ExitCode.OK);

        JsonNode properties = printed().path("properties");
        assertThat(properties.path("drop.quiet").path("default").asText()).isEqualTo("3s");
        assertThat(properties
                        .at("/tams/properties/auth/properties/type/default")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void completesCommands() {
        assertThat(TamsIngest.run("completion")).isEqualTo(ExitCode.OK);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("complete -F").contains("feeds");
    }
}
