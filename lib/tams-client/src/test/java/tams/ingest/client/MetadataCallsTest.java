package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flows and Sources read and written: all that a client may write, and no more. */
@Timeout(30)
class MetadataCallsTest {

    private ScriptedStore server;
    private HttpTamsStore store;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
        store = server.client();
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void aFlowThatIsNotThereIsEmpty() {
        server.answering(404, "no");

        assertThat(store.flow(FLOW)).isEmpty();
        assertThat(server.last().uri()).hasPath("/flows/" + FLOW);
    }

    @Test
    void puttingAFlowSendsOnlyWhatAClientMayWrite() {
        server.answering(
                        200,
                        ("{'id':'" + FLOW + "','source_id':'" + SOURCE + "','format':'urn:x-nmos:format:data',"
                                        + "'codec':'application/x','essence_parameters':{},'tags':{'a':['1','2']},"
                                        + "'created':'2026-01-01T00:00:00Z','metadata_version':'1','timerange':'_',"
                                        + "'collected_by':[],'generation':2,'new_in_9':true}")
                                .replace('\'', '"'))
                .answering(201, "{}")
                .answering(204, "");
        Flow read = store.flow(FLOW).orElseThrow();

        assertThat(store.putFlow(read.toBuilder().label("x").build())).isEqualTo(PutResult.CREATED);

        assertThat(StoreJson.tree(server.last().body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(StoreJson.tree(("{'id':'" + FLOW + "','source_id':'" + SOURCE
                                + "','format':'urn:x-nmos:format:data','label':'x','tags':{'a':['1','2']},"
                                + "'codec':'application/x','essence_parameters':{},'generation':2,'new_in_9':true}")
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(store.putFlow(read)).isEqualTo(PutResult.REPLACED);
    }

    @Test
    void aFlowOfAProfileIsWrittenBackByItsProfileAlone() {
        Flow flow = Flow.builder(FLOW, SOURCE, Format.VIDEO).codec("video/h264").build();
        Map<String, JsonNode> more = Map.of("profile_id", TextNode.valueOf("p"));
        Flow ofProfile = new Flow(
                FLOW,
                SOURCE,
                Format.VIDEO,
                null,
                null,
                Map.of(),
                "video/h264",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                more);

        assertThat(MetadataCalls.writable(flow).fieldNames()).toIterable().contains("format", "codec");
        assertThat(MetadataCalls.writable(ofProfile).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "source_id", "tags", "profile_id");
    }

    @Test
    void setsOneTagByANameThatNeedsEncoding() {
        server.answering(204, "").answering(204, "");

        store.setSourceTag(SOURCE, "a/b c?", TagValue.of("vé"));
        store.setFlowReadOnly(FLOW, true);

        assertThat(server.asked.get(0).uri().getRawPath()).isEqualTo("/sources/" + SOURCE + "/tags/a%2Fb%20c%3F");
        assertThat(server.asked.get(0).body()).isEqualTo("\"vÃ©\"");
        assertThat(server.last().body()).isEqualTo("true");
    }
}
