package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an object's bytes are, and initialisation segments, which are objects that others need. */
@Timeout(60)
class InstancesTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    @Test
    void addsAndRemovesInstancesButNeverTheLast() throws IOException {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");
        int files = STORE.files().size();
        String path = "/objects/" + flow + "/instances";
        String mirror = "{\"url\":\"http://mirror.example/a\",\"label\":\"mirror\"}";

        assertThat(client.send("POST", path, mirror).status()).isEqualTo(201);
        assertThat(client.send("POST", path, mirror).body().path("type").asText())
                .isEqualTo("label_taken");
        assertThat(client.get("/objects/" + flow).body().path("get_urls")).hasSize(2);

        assertThat(client.send("DELETE", path + "?storage_id=" + StorageBackend.ID, null)
                        .status())
                .isEqualTo(204);
        STORE.store().sweeper().sweep();
        assertThat(STORE.files()).hasSize(files - 1);
        assertThat(client.get("/flows/" + flow + "/segments")
                        .body()
                        .at("/0/get_urls/0/label")
                        .asText())
                .isEqualTo("mirror");
        assertThat(client.send("DELETE", path + "?label=mirror", null)
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("last_instance");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   |                   | {"label":"only"}                                        | 400 | send storage_id, or url and label
            POST   |                   | {"storage_id":"8f5ab1c1-6d0c-4f0e-9a51-6b1d1b7f0a01"}   | 400 | already
            POST   |                   | {"storage_id":"8f5ab1c1-6d0c-4f0e-9a51-6b1d1b7f0a02"}   | 400 | none of
            POST   |                   | {"url":"http://a/","label":"local"}                     | 400 | choose another label
            DELETE |                   | -                                                       | 400 | which instance
            DELETE | ?label=other      | -                                                       | 400 | no such instance
            DELETE | ?storage_id=other | -                                                       | 400 | none of
            """)
    void saysWhatIsWrongWithARequest(String method, String query, String body, int status, String says) {
        String flow = client.newFlow();
        client.register(flow, flow, "[0:0_1:0)");

        var reply = client.send(
                method,
                "/objects/" + flow + "/instances" + (query == null ? "" : query),
                body.equals("-") ? null : body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("summary").asText()).contains(says);
    }

    @Test
    void knowsNoInstancesOfWhatIsOnlyAllocated() {
        String flow = client.newFlow();
        client.store(flow, flow);

        assertThat(client.send("POST", "/objects/" + flow + "/instances", "{\"url\":\"http://a/\",\"label\":\"a\"}")
                        .status())
                .isEqualTo(404);
    }

    private String fragmentedFlow() {
        String id = java.util.UUID.randomUUID().toString();
        ObjectNode flow = StoreClient.videoFlow(id).put("container", "video/iso.segment");
        ((ObjectNode) flow.path("essence_parameters")).put("init_segments", true);
        client.send("PUT", "/flows/" + id, flow);
        return id;
    }

    @Test
    void keepsAnInitialisationSegmentAsLongAsMediaNeedsIt() throws IOException {
        String flow = fragmentedFlow();
        String init = flow + "-init";
        ObjectNode asked = Documents.object().put("content_type", "video/mp4");
        asked.putArray("object_ids").add(init);
        var storage = client.send("POST", "/flows/" + flow + "/storage", asked);
        assertThat(storage.body().at("/media_objects/0/put_url/content-type").asText())
                .isEqualTo("video/mp4");
        client.upload(storage.body().at("/media_objects/0"), new byte[] {1});
        for (int at = 0; at < 2; at++) {
            client.store(flow, flow + at);
            ObjectNode segment = StoreClient.segment(flow + at, "[" + at + ":0_" + (at + 1) + ":0)")
                    .put("init_object_id", init);
            assertThat(client.send("POST", "/flows/" + flow + "/segments", segment)
                            .status())
                    .isEqualTo(201);
        }

        var listed = client.get("/flows/" + flow + "/segments").body();
        assertThat(listed.at("/1/init_object/object_id").asText()).isEqualTo(init);
        assertThat(listed.at("/1/init_object/get_urls/0/url").asText()).startsWith("http");
        var object = client.get("/objects/" + init).body();
        assertThat(object.at("/referenced_by_flows/0").asText()).isEqualTo(flow);
        assertThat(object.has("timerange")).isFalse();
        assertThat(client.get("/objects/" + flow + "0")
                        .body()
                        .at("/init_object/id")
                        .asText())
                .isEqualTo(init);

        client.send("DELETE", "/flows/" + flow + "/segments?object_id=" + flow + "0", null);
        assertThat(client.get("/objects/" + init).status()).isEqualTo(200);
        client.send("DELETE", "/flows/" + flow + "/segments", null);
        assertThat(client.get("/objects/" + init).status()).isEqualTo(404);
    }

    @Test
    void mistakesNoMediaForAnInitialisationSegmentNorTheOtherWayRound() {
        String flow = fragmentedFlow();
        client.register(flow, flow + "-media", "[0:0_1:0)");
        client.store(flow, flow + "-init");
        client.store(flow, flow + "-2");
        String path = "/flows/" + flow + "/segments";
        ObjectNode second = StoreClient.segment(flow + "-2", "[1:0_2:0)");

        assertThat(client.send("POST", path, second.deepCopy().put("init_object_id", flow + "-media"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("media_as_init");
        assertThat(client.send("POST", path, second.deepCopy().put("init_object_id", "unknown"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("unknown_object");
        assertThat(client.send("POST", path, second.put("init_object_id", flow + "-init"))
                        .status())
                .isEqualTo(201);
        assertThat(client.send("POST", path, StoreClient.segment(flow + "-init", "[5:0_6:0)"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("init_as_media");
    }
}
