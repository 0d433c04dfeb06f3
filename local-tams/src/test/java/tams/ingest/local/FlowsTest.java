package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows, the Sources that come and go with them, and who collects whom. */
@Timeout(60)
class FlowsTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    private static ObjectNode flow() {
        return StoreClient.videoFlow(UUID.randomUUID().toString());
    }

    private StoreClient.Reply put(JsonNode flow) {
        return client.send("PUT", "/flows/" + flow.path("id").asText(), flow);
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }

    @Test
    void createsWith201AndReplacesWith204() {
        ObjectNode flow = flow().put("description", "first");
        flow.putObject("tags").put("genre", "live");

        var created = put(flow);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("created").asText()).isNotEmpty();
        flow.remove(List.of("tags", "description"));
        assertThat(put(flow).status()).isEqualTo(204);

        JsonNode found = client.get("/flows/" + flow.path("id").asText()).body();
        assertThat(found.has("tags")).as("a PUT replaces all").isFalse();
        assertThat(found.path("created")).isEqualTo(created.body().path("created"));
        assertThat(found.path("metadata_version")).isNotEqualTo(created.body().path("metadata_version"));
    }

    @Test
    void takesBackWhatItGave() {
        ObjectNode flow = flow();
        JsonNode given = put(flow).body();

        assertThat(put(given).status()).isEqualTo(204);
    }

    @Test
    void keepsTheVersionAClientBrings() {
        ObjectNode flow = flow().put("metadata_version", "from elsewhere");

        assertThat(put(flow).body().path("metadata_version").asText()).isEqualTo("from elsewhere");
        put(flow.put("label", "other"));
        assertThat(client.get("/flows/" + flow.path("id").asText())
                        .body()
                        .path("metadata_version")
                        .asText())
                .isNotEqualTo("from elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        "/codec, video/h265, 400",
        "/container, video/iso.segment, 400",
        "/source_id, 22222222-2222-4222-8222-222222222222, 400",
        "/label, other, 204",
        "/description, more, 204"
    })
    void changesOnlyWhatMayChange(String field, String value, int status) {
        ObjectNode flow = flow();
        put(flow);

        var reply = put(flow.put(field.substring(1), value));

        assertThat(reply.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(reply.body().path("summary").asText()).contains(field.substring(1), value);
        }
    }

    @Test
    void refusesToChangeTheFormat() {
        ObjectNode flow = flow();
        put(flow);
        ObjectNode audio =
                flow.deepCopy().put("format", "urn:x-nmos:format:audio").put("codec", "video/h264");
        audio.putObject("essence_parameters").put("sample_rate", 48_000).put("channels", 2);

        assertThat(put(audio).status()).isEqualTo(400);
        ObjectNode sameSource = audio.put("id", UUID.randomUUID().toString());
        assertThat(put(sameSource).body().path("type").asText()).isEqualTo("source_conflict");
    }

    @Test
    void makesTheSourceWithTheFirstFlowAndDropsItWithTheLast() {
        ObjectNode one = flow();
        ObjectNode two = flow().put("source_id", one.path("source_id").asText());
        String source = "/sources/" + one.path("source_id").asText();
        assertThat(client.get(source).status()).isEqualTo(404);
        put(one);
        put(two);
        client.send("PUT", source + "/label", "\"Camera\"");
        assertThat(client.get(source).body().path("label").asText()).isEqualTo("Camera");

        client.send("DELETE", "/flows/" + one.path("id").asText(), null);
        assertThat(client.get(source).status()).isEqualTo(200);
        client.send("DELETE", "/flows/" + two.path("id").asText(), null);

        assertThat(client.get(source).status()).isEqualTo(404);
    }

    private static ObjectNode multi(JsonNode video) {
        ObjectNode multi = Documents.object()
                .put("id", UUID.randomUUID().toString())
                .put("source_id", UUID.randomUUID().toString())
                .put("format", "urn:x-nmos:format:multi")
                .put("container", "video/mp2t");
        ObjectNode item = multi.putArray("flow_collection").addObject();
        item.put("id", video.path("id").asText()).put("role", "video");
        item.putObject("container_mapping").putObject("mp2ts_container").put("pid", 256);
        return multi;
    }

    @Test
    void showsCollectionsFromBothSides() {
        ObjectNode video = flow();
        put(video);
        ObjectNode multi = multi(video);

        JsonNode created = put(multi).body();

        assertThat(created.path("flow_collection")).isEqualTo(multi.path("flow_collection"));
        String multiId = multi.path("id").asText();
        assertThat(client.get("/flows/" + video.path("id").asText())
                        .body()
                        .at("/collected_by/0")
                        .asText())
                .isEqualTo(multiId);
        JsonNode source =
                client.get("/sources/" + multi.path("source_id").asText()).body();
        assertThat(source.at("/source_collection/0/id")).isEqualTo(video.path("source_id"));
        assertThat(source.at("/source_collection/0/role").asText()).isEqualTo("video");
        assertThat(client.get("/sources/" + video.path("source_id").asText())
                        .body()
                        .at("/collected_by/0"))
                .isEqualTo(multi.path("source_id"));
        assertThat(ids(client.get("/flows?collected_by_ids=" + multiId).body()))
                .isEqualTo(ids(multi.path("flow_collection")));
        assertThat(ids(client.get("/flows?collected_by_ids=").body()))
                .contains(multiId)
                .doesNotContain(video.path("id").asText());

        client.send("DELETE", "/flows/" + video.path("id").asText(), null);
        assertThat(client.get("/flows/" + multiId + "/flow_collection").body()).isEmpty();
    }

    @Test
    void refusesToCollectWhatIsNotThere() {
        ObjectNode flow = flow();
        flow.putArray("flow_collection").addObject().put("id", UUID.randomUUID().toString());

        assertThat(put(flow).body().path("type").asText()).isEqualTo("unknown_member");
        assertThat(client.get("/flows/" + flow.path("id").asText()).status()).isEqualTo(404);
        assertThat(client.get("/sources/" + flow.path("source_id").asText()).status())
                .isEqualTo(404);
    }

    @Test
    void changesSinglePropertiesAndLeavesTheRest() {
        ObjectNode flow = flow();
        put(flow);
        String path = "/flows/" + flow.path("id").asText();

        client.send("PUT", path + "/tags/genre", "\"live\"");
        client.send("PUT", path + "/tags/day%2Fnight", "[\"day\",\"night\"]");
        client.send("PUT", path + "/max_bit_rate", "5000");
        client.send("PUT", path + "/avg_bit_rate", "4000");
        client.send("PUT", path + "/description", "\"Main stage\"");
        client.send("DELETE", path + "/label", null);
        client.send("DELETE", path + "/tags/genre", null);

        JsonNode found = client.get(path).body();
        assertThat(found.path("tags").toString()).isEqualTo("{\"day/night\":[\"day\",\"night\"]}");
        assertThat(client.get(path + "/tags/day%2Fnight").body()).hasSize(2);
        assertThat(found.path("max_bit_rate").asInt()).isEqualTo(5000);
        assertThat(client.get(path + "/avg_bit_rate").body().asInt()).isEqualTo(4000);
        assertThat(found.path("description").asText()).isEqualTo("Main stage");
        assertThat(client.get(path + "/label").status()).isEqualTo(404);
        assertThat(client.get(path + "/tags/genre").status()).isEqualTo(404);
        assertThat(found.path("codec").asText()).isEqualTo("video/h264");
    }

    @Test
    void leavesAReadOnlyFlowAlone() {
        ObjectNode flow = flow();
        put(flow);
        String path = "/flows/" + flow.path("id").asText();
        client.register(flow.path("id").asText(), flow.path("id").asText(), "[0:0_1:0)");
        assertThat(client.send("PUT", path + "/read_only", "true").status()).isEqualTo(204);

        assertThat(put(flow).status()).isEqualTo(403);
        assertThat(client.send("PUT", path + "/label", "\"x\"").status()).isEqualTo(403);
        assertThat(client.send("DELETE", path + "/flow_collection", null).status())
                .isEqualTo(403);
        assertThat(client.send("POST", path + "/storage", "{}").status()).isEqualTo(403);
        assertThat(client.send("POST", path + "/segments", StoreClient.segment("x", "[1:0_2:0)"))
                        .status())
                .isEqualTo(403);
        assertThat(client.send("DELETE", path + "/segments", null).status()).isEqualTo(403);
        assertThat(client.send("DELETE", path, null).status()).isEqualTo(403);

        client.send("PUT", path + "/read_only", "false");
        assertThat(client.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }
}
