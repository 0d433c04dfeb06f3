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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the three services work as processes of their own, and wait for a store that is not there without losing anything. */
class SeparateServicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Process> started = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aStoreThatIsAwayIsNamedAndWaitedFor() throws Exception {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        Files.createDirectories(folder.resolve("drop"));
        int storePort = LocalProcess.freePort();
        int opsPort = LocalProcess.freePort();
        try (LocalProcess kafka = LocalProcess.start(broker, null)) {
            Map<String, String> environment = environment(broker, storePort);
            run("registrar", environment, opsPort);
            run("router", environment, LocalProcess.freePort());
            run("watcher", environment, LocalProcess.freePort());
            applyFeeds(environment);
            drop(1);
            drop(2);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(ready(opsPort)).contains("DOWN").contains("127.0.0.1:" + storePort));
            await().atMost(PATIENCE)
                    .until(() -> row(environment).path("pending").asInt() == 2);

            run("local-tams", environment, LocalProcess.freePort());
            await().atMost(PATIENCE)
                    .until(() -> row(environment).path("registered").asInt() == 2);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ready(opsPort)).doesNotContain("DOWN"));
            StoreView store = new StoreView("http://127.0.0.1:" + storePort);
            List<JsonNode> segments =
                    store.segments(store.flow("camera").orElseThrow().path("id").asText());
            assertThat(segments.stream()
                            .map(segment -> segment.path("timerange").asText()))
                    .containsExactly("[0:0_2:2000000)", "[2:2000000_4:4000000)");
            assertThat(store.object(segments.get(1))).isEqualTo(Samples.camera(2));
            kafka.stop();
        }
    }

    private Map<String, String> environment(LocalProcess.Home broker, int storePort) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + broker.kafkaPort());
        // The all-in-one that lends its broker has its own topics.
        environment.put("TAMS_INGEST_KAFKA_TOPIC_PREFIX", "apart.");
        environment.put("TAMS_INGEST_KAFKA_PARTITIONS", "3");
        environment.put("TAMS_INGEST_TAMS_URL", "http://127.0.0.1:" + storePort);
        environment.put("TAMS_INGEST_TAMS_NAMESPACE", "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        environment.put("TAMS_INGEST_DROP_ROOT", folder.resolve("drop").toString());
        environment.put("TAMS_INGEST_ROUTER_STATE_DIR", folder.resolve("state").toString());
        environment.put("TAMS_INGEST_LOCAL_TAMS_DATA", folder.resolve("store").toString());
        environment.put("TAMS_INGEST_LOCAL_TAMS_PORT", "" + storePort);
        environment.put("TAMS_INGEST_LOCAL_TAMS_S3_PORT", "" + LocalProcess.freePort());
        return environment;
    }

    private void run(String service, Map<String, String> environment, int opsPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(CommandLineProcess.command("-Xmx256m", "run", service))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve(service + ".log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("TAMS_INGEST_OPS_PORT", "" + opsPort);
        started.add(builder.start());
    }

    private void applyFeeds(Map<String, String> environment) throws IOException {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: camera, complete: rename}]\n");
        CommandLineProcess applied = CommandLineProcess.run(folder, environment, "feeds", "apply", feeds.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
        CommandLineProcess topics = CommandLineProcess.run(folder, environment, "topics", "diff", "--json");
        assertThat(topics.exit()).as("topics diff: %s", topics.err()).isZero();
        assertThat(topics.out().strip()).isEqualTo("[]");
    }

    private void drop(int number) throws IOException {
        Path file = folder.resolve(String.format("drop/camera/camera-1_%03d.ts", number));
        Files.createDirectories(file.getParent());
        Path growing = Files.write(file.resolveSibling("growing.tmp"), Samples.camera(number));
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private JsonNode row(Map<String, String> environment) throws IOException {
        CommandLineProcess status = CommandLineProcess.run(folder, environment, "status", "--json");
        assertThat(status.exit()).as(status.err()).isZero();
        return new ObjectMapper().readTree(status.out()).path("feeds").path(0);
    }

    private static String ready(int opsPort) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/observe/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
