package tams.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.kit.Settings;

/** Goal: what compose files set is what the services know, and every container is as closed as the others. */
class ComposeFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final Pattern SETTING = Pattern.compile("(?m)^\\s+(TAMS_INGEST_[A-Z0-9_]+): (.+)$");

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "deploy/docker/aws.yml", "deploy/docker/external-s3.yml"})
    void setsKeysThatThereAre(String file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        Matcher settings = SETTING.matcher(Files.readString(ROOT.resolve(file)));
        while (settings.find()) {
            String value = settings.group(2)
                    .replaceAll("\\$\\{[A-Z0-9_]+:-([^}]*)}", "$1")
                    .replaceAll("\\$\\{[A-Z0-9_]+:\\?[^}]*}", "http://given.invalid");
            environment.put(settings.group(1), value);
        }

        assertThat(environment).hasSizeGreaterThan(3);
        // An unknown key would be refused by its name.
        assertThat(Settings.load(null, environment, Map.of())).isNotNull();
    }

    @Test
    void closesEveryContainerOfOurs() throws IOException {
        ComposeFile compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"), Map.of());

        assertThat(compose.services().keySet())
                .containsAll(ComposedSite.RUNNING)
                .contains("topics", "demo", "cli", "kafka-ui");
        Stream.concat(ComposedSite.RUNNING.stream(), Stream.of("topics", "demo", "cli"))
                .map(compose::service)
                .forEach(service -> {
                    assertThat(service.readOnly()).as(service.image()).isTrue();
                    assertThat(service.capDrop()).containsExactly("ALL");
                    assertThat(service.securityOpt()).containsExactly("no-new-privileges:true");
                    assertThat(service.stopGrace()).hasSeconds(30);
                    assertThat(service.memoryBytes()).isPositive();
                });
    }

    @Test
    void opensPortsOnLoopbackOnly() throws IOException {
        String text = Files.readString(ROOT.resolve("docker-compose.yml"));

        assertThat(Pattern.compile("(?m)^\\s+- \"([^\"]*):\\d+:\\d+\"$")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize(3)
                .allMatch(host -> host.equals("127.0.0.1") || host.equals("${TAMS_BIND:-127.0.0.1}"));
    }
}
