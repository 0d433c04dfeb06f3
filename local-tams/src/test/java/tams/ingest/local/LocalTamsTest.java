package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a segment over real HTTP. */
class LocalTamsTest {

    @TempDir
    Path data;

    private LocalTams store;
    private StoreClient client;

    @BeforeEach
    void start() {
        store = LocalTams.start(LocalTamsConfig.of(data, 0, 0));
        client = new StoreClient(store.url());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void givesBackTheBytesThatWereUploaded() {
        String flow = client.newFlow();
        client.store(flow, "chunk/1");

        var posted = client.send(
                "POST",
                "/flows/" + flow + "/segments",
                StoreClient.segment("chunk/1", "[0:0_6:6000000)").put("ts_offset", "-2:66733333"));

        assertThat(posted.status()).isEqualTo(201);
        JsonNode segment = client.get("/flows/" + flow + "/segments").body().get(0);
        assertThat(segment.path("timerange").asText()).isEqualTo("[0:0_6:6000000)");
        assertThat(segment.path("ts_offset").asText()).isEqualTo("-2:66733333");
        var bytes = client.download(segment.at("/get_urls/0/url").asText());
        assertThat(new String(bytes.body(), StandardCharsets.UTF_8)).isEqualTo("chunk/1");
    }

    @Test
    void liesWhereverThePathToItsFolderLeads() {
        Path roundabout = data.resolve("./b/./store");
        try (LocalTams other = LocalTams.start(LocalTamsConfig.of(roundabout, 0, 0))) {
            StoreClient its = new StoreClient(other.url());
            String flow = its.newFlow();

            assertThat(its.register(flow, "chunk-1", "[0:0_1:0)").status()).isEqualTo(201);
        }
    }

    @Test
    void findsAnObjectWhoseIdHoldsASlash() {
        String flow = client.newFlow();
        assertThat(client.get("/objects/a%2Fb%20c").status()).isEqualTo(404);
        client.store(flow, "a/b c");
        assertThat(client.get("/objects/a%2Fb%20c").status()).isEqualTo(404);

        client.send("POST", "/flows/" + flow + "/segments", StoreClient.segment("a/b c", "[0:0_1:0)"));

        var found = client.get("/objects/a%2Fb%20c");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("id").asText()).isEqualTo("a/b c");
        assertThat(client.send("HEAD", "/objects/a%2Fb%20c", null).status()).isEqualTo(200);
    }

    @Test
    void refusesAnAlteredUrl() {
        String flow = client.newFlow();
        client.register(flow, "one", "[0:0_1:0)");
        String url = client.get("/flows/" + flow + "/segments")
                .body()
                .at("/0/get_urls/0/url")
                .asText();

        assertThat(client.download(url + "0").statusCode()).isEqualTo(403);
        assertThat(client.sendRaw(HttpRequest.newBuilder(URI.create(url.substring(0, url.indexOf('?')))))
                        .statusCode())
                .isEqualTo(403);
    }
}
