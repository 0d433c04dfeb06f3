package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.cli.ReleaseFolder;

/**
 * Goal: a data folder of the release before opens, nothing of it is lost or done again, and the feed goes on behind it.
 * Method: the folder of a {@code local} that registered three chunks, kept by {@link ReleaseFolder}, and two more chunks.
 */
@Timeout(180)
class UpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AWAY = Duration.ofHours(1);
    private static final String RELEASE = "testing/testbed/src/test/resources/release-0.1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void goesOnBehindWhatTheReleaseBeforeLeft() throws Exception {
        LocalProcess.Home home = LocalProcess.Home.in(folder.resolve("home"));
        ReleaseFolder.restore(Path.of(System.getProperty("root.dir"), RELEASE), home.data(), AWAY);
        DroppedFeed feed = DroppedFeed.named("camera-1", home.drop());
        try (LocalProcess local = LocalProcess.start(home, null)) {
            StoreView store = new StoreView(home.tamsUrl());
            String flow = store.flow("camera-1").orElseThrow().path("id").asText();
            assertThat(store.timeranges(flow)).isEqualTo(ranges(3));
            assertThat(json(home, "feeds", "list").findValuesAsText("id")).containsExactly("camera-1");
            assertThat(json(home, "chunk", "show", "camera-1_002.ts")
                            .path("object_id")
                            .asText())
                    .endsWith("-g0");

            feed.drop("camera-1_004.ts");
            feed.drop("camera-1_005.ts");
            await().atMost(PATIENCE).until(feed::isTidy);

            assertThat(store.timeranges(flow)).isEqualTo(ranges(5));
            List<JsonNode> segments = store.segments(flow);
            for (int number = 1; number <= segments.size(); number++) {
                assertThat(store.object(segments.get(number - 1))).isEqualTo(Samples.camera(number));
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode row = json(home, "status").path("feeds").path(0);
                assertThat(row.path("registered").asInt()).isEqualTo(5);
                assertThat(row.path("seen").asInt()).isEqualTo(5);
                assertThat(row.path("gaps").asInt()).isZero();
            });
            local.stop();
        }
    }

    /** It is to be read by people, and to weigh next to nothing in a clone. */
    @Test
    void theReleaseThatIsKeptIsSmall() throws IOException {
        long bytes = 0;
        for (Path file : DroppedFeed.filesIn(Path.of(System.getProperty("root.dir"), RELEASE))) {
            bytes += Files.size(file);
        }

        assertThat(bytes).isPositive().isLessThan(300_000);
    }

    private static List<String> ranges(int chunks) {
        return IntStream.range(0, chunks)
                .mapToObj(i -> "[" + 2 * i + ":" + 2_000_000 * i + "_" + (2 * i + 2) + ":" + 2_000_000 * (i + 1) + ")")
                .toList();
    }

    private static JsonNode json(LocalProcess.Home home, String... arguments) throws IOException {
        String[] whole = Arrays.copyOf(arguments, arguments.length + 1);
        whole[arguments.length] = "--json";
        CommandLineProcess command = CommandLineProcess.run(folder, home.environment(), whole);
        assertThat(command.exit()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }
}
