package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: one command tells a chunk's whole way, asked of the registrar or read from the topics. Method: the all-in-one with
 * chunks, the same bytes twice and a file that is none; the command as a process, with and without an ops port to ask.
 */
@Timeout(180)
class ChunkShowTest {

    private static final int USAGE = 2;
    private static final int CHECK_FAILED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static LocalProcess.Home home;
    private static LocalProcess local;

    @BeforeAll
    static void start() throws IOException {
        home = LocalProcess.Home.in(folder.resolve("home"));
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: camera-1, complete: rename}]\n");
        local = LocalProcess.start(home, feeds);
        DroppedFeed feed = DroppedFeed.named("camera-1", home.drop());
        feed.appear(folder.resolve("staging"));
        await().atMost(PATIENCE).until(feed::isTidy);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void tellsTheSameWayByNameHashAndArrivalFromTheRegistrarAndFromTheTopics() throws Exception {
        JsonNode byName = json(show(asking(), "camera-1_001.ts", "--json"));

        assertThat(byName.path("state").asText()).isEqualTo("registered");
        assertThat(byName.path("feed").asText()).isEqualTo("camera-1");
        assertThat(byName.path("timerange").asText()).isEqualTo("[0:0_2:2000000)");
        assertThat(byName.path("http").toString()).contains("\"allocate\":201,\"upload\":200,\"register\":201");
        assertThat(byName.path("measurement").path("streams")).isNotEmpty();
        assertThat(byName.path("flows").path(0).path("id")).isEqualTo(byName.path("flow_id"));
        assertThat(byName.path("object_id").asText()).endsWith("-g0");
        assertThat(byName.path("states"))
                .extracting(state -> state.path("state").asText())
                .containsExactly("pending", "registered");
        assertThat(byName.path("offsets")).hasSize(3);
        assertThat(byName.has("incomplete")).isFalse();
        assertThat(byName.toString()).doesNotContain("X-Amz", "AWSAccessKeyId", "http://");

        for (String id : new String[] {
            byName.path("sha256").asText().substring(0, 12),
            byName.path("arrival").asText(),
            "camera-1/camera-1_001.ts"
        }) {
            assertThat(new ObjectMapper().readTree(page(id).body())).as(id).isEqualTo(byName);
        }
        assertThat(json(show(alone(), "camera-1_001.ts", "--json"))).isEqualTo(byName);
        assertThat(json(show(alone(), byName.path("sha256").asText(), "--json")))
                .isEqualTo(byName);
        CommandLineProcess text = show(asking(), "camera-1_001.ts");
        assertThat(text.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(text.out()).contains("registered").contains("ingest.segments");
    }

    @Test
    void tellsOfOthersWithTheSameBytesAndOfWhatIsNoChunk() throws Exception {
        JsonNode duplicate = json(show(asking(), "camera-1_008.ts", "--json"));
        assertThat(duplicate.path("state").asText()).isEqualTo("duplicate");
        JsonNode both = new ObjectMapper()
                .readTree(page(duplicate.path("sha256").asText()).body());
        assertThat(both.path("others")).hasSize(1);

        JsonNode none = json(show(asking(), "camera-1_009.ts", "--json"));
        assertThat(none.path("state").asText()).isEqualTo("poison");
        assertThat(none.path("fault").path("kind").asText())
                .isEqualTo(none.path("cause").asText());
        assertThat(none.path("dead_letters")).hasSize(1);
    }

    @Test
    void saysInOneLineWhatItDoesNotKnow() throws Exception {
        for (Map<String, String> environment : List.of(asking(), alone())) {
            CommandLineProcess unknown = show(environment, "0123456789abcdef");
            assertThat(unknown.exit()).isEqualTo(CHECK_FAILED);
            assertThat(unknown.out()).isEmpty();
            assertThat(unknown.err().lines()).hasSize(1);
        }
        CommandLineProcess tooShort = show(asking(), "0123456");
        assertThat(tooShort.exit()).isEqualTo(USAGE);
        assertThat(tooShort.err()).contains("at least 12 of its 64 hex digits");
        assertThat(page("none").statusCode()).isEqualTo(404);
        assertThat(page("0123").statusCode()).isEqualTo(400);
        assertThat(page("").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> page(String id) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + home.opsPort() + "/observe/chunk/" + id);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(CommandLineProcess command) throws IOException {
        assertThat(command.exit()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private static CommandLineProcess show(Map<String, String> environment, String... arguments) {
        String[] whole = new String[arguments.length + 2];
        whole[0] = "chunk";
        whole[1] = "show";
        System.arraycopy(arguments, 0, whole, 2, arguments.length);
        return CommandLineProcess.run(folder, environment, whole);
    }

    private static Map<String, String> asking() {
        return with("http://127.0.0.1:" + home.opsPort());
    }

    /** Nobody answers at the ops port. */
    private static Map<String, String> alone() throws IOException {
        return with("http://127.0.0.1:" + LocalProcess.freePort());
    }

    private static Map<String, String> with(String opsUrls) {
        Map<String, String> environment = new HashMap<>(home.environment());
        environment.put("TAMS_INGEST_OPS_URLS", opsUrls);
        return environment;
    }
}
