package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every operation once, in one story; each exchange is held against BBC's schemas by the client. */
@Timeout(60)
class ConformanceTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    @Test
    void speaksEveryOperationByTheSchemas() {
        assumeTrue(Conformance.isPossible(), "no specification at " + Conformance.SPECIFICATION);
        String video = client.newFlow();
        String multi = multi(video);
        client.register(video, video, "[0:0_1:0)");
        client.send(
                "POST", "/flows/" + video + "/segments", StoreClient.list(StoreClient.segment("none", "[1:0_2:0)")));
        client.send("POST", "/service", "{\"description\":\"A studio\"}");
        String source = client.get("/flows/" + video).body().path("source_id").asText();
        for (String owner : new String[] {"/flows/" + video, "/sources/" + source}) {
            client.send("PUT", owner + "/label", "\"Camera\"");
            client.send("PUT", owner + "/tags/genre", "[\"live\"]");
            client.get(owner + "/label");
            client.get(owner + "/tags");
            client.get(owner + "/tags/genre");
        }
        client.send("PUT", "/flows/" + video + "/max_bit_rate", "5000");
        client.send("PUT", "/flows/" + video + "/read_only", "false");
        client.send("PUT", "/flows/" + multi + "/flow_collection", "[{\"id\":\"" + video + "\"}]");
        String profile = profile();
        String webhook = webhook();
        readAll(video, multi, source);
        client.get("/service/profiles/" + profile);
        client.get("/service/webhooks/" + webhook);
        client.send("POST", "/objects/" + video + "/instances", "{\"url\":\"http://mirror.example/\",\"label\":\"m\"}");
        client.get("/flow-delete-requests/none");
        client.send("DELETE", "/flows/" + multi, null);

        assertThat(Conformance.SEEN).hasSize(Conformance.operations());
    }

    private String profile() {
        String id = UUID.randomUUID().toString();
        ObjectNode technical = StoreClient.videoFlow(id).without(List.of("id", "source_id", "label"));
        ObjectNode profile = Documents.object().put("id", id);
        profile.set("flow_metadata", technical);
        client.send("POST", "/service/profiles/" + id, profile);
        return id;
    }

    private String webhook() {
        ObjectNode webhook =
                Documents.object().put("url", "http://127.0.0.1:9/").put("status", "disabled");
        webhook.putArray("events").add("flows/deleted");
        String id = client.send("POST", "/service/webhooks", webhook)
                .body()
                .path("id")
                .asText();
        client.send("PUT", "/service/webhooks/" + id, webhook.put("id", id));
        return id;
    }

    private void readAll(String video, String multi, String source) {
        for (String path : new String[] {
            "/service",
            "/service/storage-backends",
            "/service/profiles",
            "/service/webhooks",
            "/sources",
            "/sources/" + source,
            "/flows",
            "/flow-delete-requests",
            "/flows/" + multi,
            "/flows/" + video + "/max_bit_rate",
            "/flows/" + video + "/read_only",
            "/flows/" + multi + "/flow_collection",
            "/flows/" + video + "/segments?verbose_storage=true",
            "/objects/" + video + "?verbose_storage=true"
        }) {
            assertThat(client.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private String multi(String member) {
        String id = UUID.randomUUID().toString();
        ObjectNode flow = Documents.object()
                .put("id", id)
                .put("source_id", UUID.randomUUID().toString())
                .put("format", "urn:x-nmos:format:multi")
                .put("container", "video/mp2t");
        flow.putArray("flow_collection").addObject().put("id", member).put("role", "video");
        client.send("PUT", "/flows/" + id, flow);
        return id;
    }
}
