package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Json;

class ExchangeLogTest {

    @TempDir
    private Path folder;

    @Test
    void writesDownEveryRequestAndItsAnswer() throws IOException {
        Path record = folder.resolve("record");
        String flow;
        try (LocalTams store = LocalTams.start(config(record))) {
            StoreClient client = new StoreClient(store.url());
            flow = client.newFlow();
            client.get("/flows/" + flow + "?include_timerange=true");
            client.send("POST", "/flows/" + flow + "/segments", "no JSON");
            client.get("/nowhere");
        }

        List<JsonNode> lines = lines(record);

        assertThat(lines)
                .extracting(line -> line.path("method").asText() + " " + line.path("status"))
                .containsExactly("PUT 201", "GET 200", "POST 400", "GET 404");
        assertThat(lines.get(0).path("request").path("id").asText()).isEqualTo(flow);
        assertThat(lines.get(0).path("answer").path("id").asText()).isEqualTo(flow);
        assertThat(lines.get(0).path("agent").asText()).startsWith("Java-http-client");
        assertThat(lines.get(0).path("version").asText()).isEqualTo("8.2");
        assertThat(lines.get(1).path("path").asText()).isEqualTo("/flows/" + flow + "?include_timerange=true");
        assertThat(lines.get(2).path("request").isNull()).isTrue();
        assertThat(lines.get(2).path("answer").path("type").asText()).isEqualTo("malformed_json");
    }

    @Test
    void holdsNoSecretAndNoSignature() throws IOException {
        Path record = folder.resolve("record");
        Access access = new Access.Token("very-secret-token");
        try (LocalTams store = LocalTams.start(config(record).with(access))) {
            StoreClient client = new StoreClient(store.url(), "Bearer very-secret-token");
            String flow = client.newFlow();
            client.register(flow, "one", "[0:0_1:0)");
            client.get("/flows/" + flow + "/segments?access_token=very-secret-token&limit=5");
            client.send(
                    "POST",
                    "/service/webhooks",
                    "{\"url\":\"http://127.0.0.1:9/x?key=very-secret\",\"api_key_name\":\"k\",\"api_key_value\":\"very-secret\","
                            + "\"events\":[\"flows/created\"]}");
        }

        List<JsonNode> lines = lines(record);

        assertThat(lines).hasSize(5).noneMatch(line -> line.toString().contains("very-secret"));
        assertThat(lines).noneMatch(line -> line.toString().contains("X-Amz-"));
        assertThat(lines.get(1).at("/answer/media_objects/0/put_url/url").asText())
                .contains("/tams/")
                .doesNotContain("?");
        assertThat(lines.get(3).path("path").asText()).endsWith("/segments?limit=5");
        assertThat(lines.get(4).at("/request/api_key_value").asText()).isEqualTo(ExchangeLog.HIDDEN);
    }

    @Test
    void writesAFileForEachStartAndNoneUnasked() throws IOException {
        Path record = folder.resolve("record");
        LocalTams.start(config(null)).close();
        assertThat(record).doesNotExist();

        LocalTams.start(config(record)).close();
        LocalTams.start(config(record)).close();

        try (var files = Files.list(record)) {
            assertThat(files).hasSize(2);
        }
    }

    private LocalTamsConfig config(@Nullable Path record) {
        return LocalTamsConfig.of(folder.resolve("store"), 0, 0).recordedIn(record);
    }

    private static List<JsonNode> lines(Path record) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (var files = Files.list(record)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(Json.MAPPER.readTree(line));
                }
            }
        }
        return lines;
    }
}
