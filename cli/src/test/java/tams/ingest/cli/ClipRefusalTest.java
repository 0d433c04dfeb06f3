package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.client.FlowProperty;
import tams.ingest.client.HttpTamsStore;

/** Goal: what cannot be made is refused by the name of its part, before anything is written. Method: a real store. */
class ClipRefusalTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ClipSite site;

    @BeforeAll
    static void start() throws IOException {
        site = new ClipSite(folder);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_5:0)         | 0:0        | has no beginning",
                "[2:0_         | 0:10000000 | no whole number of frames at 25 a second",
                "[900:0_901:0) | 0:0        | has no content in",
                "[2:0_4:0)     | 0:10000000 | no whole number of frames at 25 a second",
                "[2:0_4:0)     | 2:10000000 | the nearest is 2:0"
            })
    void refusesWithTheReasonAndWritesNothing(String range, String shift, String reason) {
        int before = site.flows();

        TamsRun run = site.run("clips", "create", "--from-flow", site.a, "--timerange", range, "--shift", shift);

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err()).contains("--timerange: ", reason);
        assertThat(site.flows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parts[1] begins at 1:0, where parts[0] goes on to 2:0 | {flow: %1$s, timerange: '[0:0_2:0)'}, {flow: %2$s, timerange: '[0:0_2:0)', at: '1:0'}",
                "parts[1]: Flow %3$s (video/h264) has another form | {flow: %1$s, timerange: '[0:0_2:0)'}, {flow: %3$s, timerange: '[0:0_2:0)'}",
                "parts[0]: expected a source or a flow | {timerange: '[0:0_2:0)'}",
                "parts[0].timerange: | {flow: %1$s, timerange: 'tomorrow'}",
                "parts[0]: 'speed' is not known | {flow: %1$s, timerange: '[0:0_2:0)', speed: 2}",
                "parts[0]: the time range () is empty | {flow: %1$s, timerange: '[2:0_2:0)'}",
                "parts[1]: Flow %4$s has no content | {flow: %1$s, timerange: '[0:0_2:0)'}, {flow: %4$s, timerange: '[0:0_2:0)'}",
                "parts[1]: the time range [0:0_ has no end | {flow: %1$s, timerange: '[0:0_2:0)'}, {flow: %2$s, timerange: '[0:0_'}",
                "parts[0]: Source 2ed6657d-e927-568b-95e1-2665a8aea6a2 has no Flows | {source: 2ed6657d-e927-568b-95e1-2665a8aea6a2, timerange: '[0:0_2:0)'}"
            })
    void refusesAFileByTheNameOfThePart(String line) throws IOException {
        String[] words = line.formatted(site.a, site.b, site.small, site.empty).split(" \\| ", 2);
        Path file = site.file("refused.yaml", "parts: [" + words[1] + "]\n");
        int before = site.flows();

        TamsRun run = site.run("clips", "create", "--from", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err()).contains(words[0]);
        assertThat(site.flows()).isEqualTo(before);
    }

    @Test
    void refusesAFlowThatIsReadOnly() {
        JsonNode clip = site.clip("--from-flow", site.b, "--timerange", "[0:0_2:0)", "--label", "locked");
        String made = clip.at("/flows/0/id").asText();
        try (HttpTamsStore api = site.api()) {
            api.flows().set(UUID.fromString(made), FlowProperty.READ_ONLY, true);
        }

        TamsRun run =
                site.run("clips", "create", "--from-flow", site.b, "--timerange", "[0:0_2:0)", "--label", "locked");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err()).contains(made + " is there and read-only");
    }
}
