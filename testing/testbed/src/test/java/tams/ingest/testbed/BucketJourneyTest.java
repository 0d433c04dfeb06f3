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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.s3.S3Server;

/** Goal: chunks in a bucket come as far as chunks in a folder, and copies for other hosts serve and go. Through all parts. */
class BucketJourneyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private S3Server s3;

    @SuppressWarnings("NullAway.Init")
    private LocalProcess.Home home;

    @BeforeEach
    void start() throws Exception {
        s3 = S3Server.start();
        home = LocalProcess.Home.in(folder);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private Path feeds() throws IOException {
        return Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: camera, complete: rename}]\n");
    }

    private Path config(String more) throws IOException {
        StringBuilder text = new StringBuilder(more);
        s3.flags()
                .forEach((key, value) ->
                        text.append(key).append(": ").append(value).append('\n'));
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    private int registered() throws IOException {
        CommandLineProcess status = CommandLineProcess.run(folder, home.environment(), "status", "--json");
        return new ObjectMapper()
                .readTree(status.out())
                .path("feeds")
                .path(0)
                .path("registered")
                .asInt();
    }

    private void assertStored() {
        StoreView store = new StoreView(home.tamsUrl());
        List<JsonNode> segments =
                store.segments(store.flow("camera").orElseThrow().path("id").asText());
        assertThat(segments)
                .extracting(segment -> segment.path("timerange").asText())
                .containsExactly("[0:0_2:2000000)", "[2:2000000_4:4000000)");
        assertThat(store.object(segments.get(0))).isEqualTo(Samples.camera(1));
        assertThat(store.object(segments.get(1))).isEqualTo(Samples.camera(2));
    }

    @Test
    void chunksInABucketAreRegisteredOnceAndArchivedThereThoughAllIsKilledMeanwhile() throws IOException {
        s3.put("site/camera/camera-1_001.ts", Samples.camera(1));
        String config = config("").toString();
        String drop = "s3://" + S3Server.BUCKET + "/site";
        try (LocalProcess local = LocalProcess.launch(drop, home, feeds(), "--config", config)) {
            local.awaitReady();
            await().atMost(PATIENCE).until(() -> registered() >= 1);
            s3.put("site/camera/camera-1_002.ts", Samples.camera(2));
            local.kill();
        }
        try (LocalProcess local = LocalProcess.launch(drop, home, feeds(), "--config", config)) {
            local.awaitReady();
            await().atMost(PATIENCE).until(() -> registered() == 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(s3.keys())
                            .hasSize(2)
                            .allSatisfy(key ->
                                    assertThat(key).matches("site/archive/[0-9-]{10}/camera/camera-1_00[12]\\.ts")));
            assertStored();
            local.stop();
        }
    }

    @Test
    void stagedCopiesServeTheRegistrarAndGoThoughAllIsKilledMeanwhile() throws Exception {
        String config =
                config("drop.staging: s3://" + S3Server.BUCKET + "/staging\n").toString();
        drop(1);
        try (LocalProcess local = LocalProcess.start(home, feeds(), "--config", config)) {
            await().atMost(PATIENCE).until(() -> registered() >= 1);
            assertThat(metrics()).contains("tams_ingest_chunks_staged_total 1.0");
            drop(2);
            await().atMost(PATIENCE).until(() -> metrics().contains("tams_ingest_chunks_staged_total 2.0"));
            local.kill();
        }
        try (LocalProcess local = LocalProcess.start(home, feeds(), "--config", config)) {
            await().atMost(PATIENCE).until(() -> registered() == 2);
            assertStored();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(s3.keys()).isEmpty());
            local.stop();
        }
    }

    private void drop(int number) throws IOException {
        Path file = home.drop().resolve("camera/camera-1_00" + number + ".ts");
        Files.createDirectories(file.getParent());
        Path growing = Files.write(file.resolveSibling("growing.tmp"), Samples.camera(number));
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private String metrics() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + home.opsPort() + "/observe/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
