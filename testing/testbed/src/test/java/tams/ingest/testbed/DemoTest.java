package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void provesTheWholePathAndSaysSo() throws IOException {
        CommandLineProcess demo = CommandLineProcess.run(folder, Map.of(), "demo", "--json");

        assertThat(demo.exit()).as(demo.err() + demo.out()).isZero();
        JsonNode report = new ObjectMapper().readTree(demo.out());
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("feeds"))
                .hasSize(2)
                .allSatisfy(feed -> assertThat(feed.path("segments")).hasSize(8));
        assertThat(report.path("checks"))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.path("holds").asBoolean()).isTrue());
        // Two multi-essence or single owners and the tracks they collect: camera multi, video, audio, radio audio.
        assertThat(report.path("flows")).hasSize(4);
    }
}
