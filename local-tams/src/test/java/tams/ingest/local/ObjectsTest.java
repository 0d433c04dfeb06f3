package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Objects from their allocation to the deletion of their bytes. */
@Timeout(60)
class ObjectsTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private StoreClient.Reply post(String flow, ObjectNode segment) {
        return client.send("POST", "/flows/" + flow + "/segments", segment);
    }

    private StoreClient.Reply allocate(String flow, String objectId) {
        ObjectNode asked = Documents.object();
        asked.putArray("object_ids").add(objectId);
        return client.send("POST", "/flows/" + flow + "/storage", asked);
    }

    @Test
    void allocatesAsManyAsAreAskedFor() {
        String flow = client.newFlow();

        JsonNode objects = client.send("POST", "/flows/" + flow + "/storage", "{\"limit\":3}")
                .body()
                .path("media_objects");

        assertThat(objects).hasSize(3).allSatisfy(object -> {
            assertThat(object.path("presigned").asBoolean()).isTrue();
            assertThat(object.at("/put_url/content-type").asText()).isEqualTo("video/mp2t");
        });
        assertThat(client.send("POST", "/flows/" + flow + "/storage", null)
                        .body()
                        .path("media_objects"))
                .hasSize(StorageRoutes.OBJECTS_DEFAULT);
    }

    @Test
    void allocatesNothingWhenOneIdExists() {
        String flow = client.newFlow();
        client.store(flow, flow + "-old");
        ObjectNode asked = Documents.object();
        asked.putArray("object_ids").add(flow + "-new").add(flow + "-old");

        var reply = client.send("POST", "/flows/" + flow + "/storage", asked);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("summary").asText()).contains(flow + "-old");
        assertThat(allocate(flow, flow + "-new").status()).isEqualTo(201);
    }

    @Test
    void refusesASegmentBeforeItsBytesHaveArrived() {
        String flow = client.newFlow();
        JsonNode object = allocate(flow, flow).body().at("/media_objects/0");
        assertThat(post(flow, StoreClient.segment(flow, "[0:0_1:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("not_uploaded");

        client.upload(object, new byte[] {0x47});

        assertThat(post(flow, StoreClient.segment(flow, "[0:0_1:0)")).status()).isEqualTo(201);
    }

    @Test
    void refusesAnUploadOfAnotherContentType() {
        JsonNode put = allocate(client.newFlow(), "typed").body().at("/media_objects/0/put_url/url");

        var reply = client.sendRaw(HttpRequest.newBuilder(URI.create(put.asText()))
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("x")));

        assertThat(reply.statusCode()).isEqualTo(403);
    }

    @Test
    void wantsTheFirstUseOnTheFlowOfTheAllocation() {
        String own = client.newFlow();
        String other = client.newFlow();
        client.store(own, own);
        assertThat(post(other, StoreClient.segment(own, "[0:0_1:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("other_flow");

        assertThat(post(own, StoreClient.segment(own, "[0:0_1:0)")).status()).isEqualTo(201);
        assertThat(post(other, StoreClient.segment(own, "[0:0_1:0)")).status()).isEqualTo(201);

        JsonNode object = client.get("/objects/" + own).body();
        assertThat(object.path("referenced_by_flows")).hasSize(2);
        assertThat(object.path("first_referenced_by_flow").asText()).isEqualTo(own);
        assertThat(object.path("timerange").asText()).isEqualTo("[0:0_1:0)");
        var page = client.get("/objects/" + own + "?limit=1");
        assertThat(page.body().path("referenced_by_flows")).hasSize(1);
        assertThat(client.get(page.header("Link").replaceFirst("<(.*)>.*", "$1"))
                        .body()
                        .path("referenced_by_flows"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(page.body().path("referenced_by_flows"));
    }

    @Test
    void usesAnObjectAgainOnlyWithinWhatItHolds() {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_6:0)");

        assertThat(post(flow, StoreClient.segment(flow, "[10:0_16:2)").put("ts_offset", "10:0"))
                        .status())
                .as("2 ns of rounding are allowed")
                .isEqualTo(201);
        assertThat(post(flow, StoreClient.segment(flow, "[22:0_24:0)").put("ts_offset", "20:0"))
                        .status())
                .isEqualTo(201);
        assertThat(post(flow, StoreClient.segment(flow, "[35:0_37:0)").put("ts_offset", "30:0"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("outside_object");
        assertThat(post(
                                flow,
                                StoreClient.segment(flow, "[40:0_46:0)")
                                        .put("ts_offset", "40:0")
                                        .put("object_timerange", "[0:0_7:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("object_conflict");
    }

    @Test
    void deletesBytesWithTheLastSegmentThatUsesThem() throws IOException {
        String flow = client.newFlow();
        String other = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");
        post(other, StoreClient.segment(flow, "[5:0_6:0)").put("ts_offset", "5:0"));
        String url = client.get("/objects/" + flow).body().at("/get_urls/0/url").asText();
        int files = STORE.files().size();

        client.send("DELETE", "/flows/" + flow, null);
        STORE.store().sweeper().sweep();
        assertThat(client.download(url).statusCode()).isEqualTo(200);

        client.send("DELETE", "/flows/" + other + "/segments", null);
        STORE.store().sweeper().sweep();
        assertThat(client.download(url).statusCode()).isEqualTo(404);
        assertThat(client.get("/objects/" + flow).status()).isEqualTo(404);
        assertThat(STORE.files()).hasSize(files - 1);
    }

    @Test
    void forgetsWhatWasNeverRegistered() throws IOException {
        String flow = client.newFlow();
        client.store(flow, flow + "-late");
        client.register(flow, flow + "-used", "[0:0_1:0)");
        List<String> before = STORE.files();

        STORE.moveClock(Duration.ofMinutes(10));
        STORE.store().sweeper().sweep();
        assertThat(STORE.files()).as("within the grace").hasSize(before.size());
        STORE.moveClock(Duration.ofMinutes(2));
        STORE.store().sweeper().sweep();

        assertThat(post(flow, StoreClient.segment(flow + "-late", "[1:0_2:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("unknown_object");
        assertThat(client.get("/objects/" + flow + "-used").status()).isEqualTo(200);
        assertThat(allocate(flow, flow + "-late").status()).isEqualTo(201);
    }

    @Test
    void keepsUrlsElsewhereBesideItsOwn() {
        String flow = client.newFlow();
        client.store(flow, flow);
        ObjectNode segment = StoreClient.segment(flow, "[0:0_1:0)");
        segment.putArray("get_urls")
                .addObject()
                .put("url", "http://elsewhere.example/a")
                .put("label", "mirror");

        assertThat(post(flow, segment).status()).isEqualTo(201);

        JsonNode urls =
                client.get("/objects/" + flow + "?verbose_storage=true").body().path("get_urls");
        assertThat(urls).hasSize(2);
        assertThat(urls.at("/1/label").asText()).isEqualTo("mirror");
        assertThat(urls.at("/1/controlled").asBoolean()).isFalse();
    }

    @Test
    void refusesAnExpiredUrl(@TempDir Path data) {
        LocalTamsConfig brief = new LocalTamsConfig(
                data, "127.0.0.1", 0, 0, null, LocalTamsConfig.DEFAULT_OBJECT_TIMEOUT, Duration.ofSeconds(1));
        try (LocalTams store = LocalTams.start(brief)) {
            StoreClient stranger = new StoreClient(store.url());
            String flow = stranger.newFlow();
            stranger.register(flow, flow, "[0:0_1:0)");
            String url = stranger.get("/objects/" + flow)
                    .body()
                    .at("/get_urls/0/url")
                    .asText();
            int status = 200;
            while (status == 200) {
                status = stranger.download(url).statusCode();
            }
            assertThat(status).isEqualTo(403);
        }
    }
}
