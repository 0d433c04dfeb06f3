package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the feed table takes effect while everything runs. Method: the all-in-one, its commands, and nothing restarted. */
class FeedTableAtWorkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHUNKS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anUnknownFolderIsShownAndParkedAndGoesOnUnderTheFeedThatClaimsIt() throws IOException {
        LocalProcess.Home home = LocalProcess.Home.in(folder);
        try (LocalProcess local = LocalProcess.start(home, null)) {
            drop(home, "Kamera 1");
            drop(home, "camera-2");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rows(home))
                            .extracting(row -> row.path("id").asText()
                                    + " " + row.path("state").asText()
                                    + " " + row.path("parked").asInt())
                            .containsExactly("Kamera 1 parked 3", "camera-2 parked 3"));
            assertThat(home.drop().resolve("Kamera 1")).isDirectoryContaining("glob:**.ts");

            apply(
                    home,
                    "{id: camera-1, folder: Kamera 1, complete: rename}",
                    "{id: '~^camera-(\\d+)$', complete: rename}");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rows(home))
                            .extracting(row -> row.path("id").asText()
                                    + " " + row.path("registered").asInt()
                                    + " " + row.path("seen").asInt()
                                    + " " + row.path("parked").asInt())
                            .containsExactly("camera-1 3 3 0", "camera-2 3 3 0"));
            // The watcher archives a file after the ledger has said that it is registered.
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(home.drop().resolve("Kamera 1")).isEmptyDirectory());
            local.stop();
        }
    }

    private static void drop(LocalProcess.Home home, String feed) throws IOException {
        for (int number = 1; number <= CHUNKS; number++) {
            Path file = home.drop().resolve(feed).resolve("camera-1_00" + number + ".ts");
            Files.createDirectories(home.drop().resolve(feed));
            Files.write(file, Samples.camera(number));
        }
    }

    private void apply(LocalProcess.Home home, String... lines) throws IOException {
        Path table = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [" + String.join(", ", lines) + "]\n");
        CommandLineProcess applied =
                CommandLineProcess.run(folder, home.environment(), "feeds", "apply", table.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
    }

    private List<JsonNode> rows(LocalProcess.Home home) throws IOException {
        CommandLineProcess status = CommandLineProcess.run(folder, home.environment(), "status", "--json");
        assertThat(status.exit()).as(status.err()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        new ObjectMapper().readTree(status.out()).path("feeds").forEach(rows::add);
        return rows;
    }
}
