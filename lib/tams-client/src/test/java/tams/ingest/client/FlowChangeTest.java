package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;
import static tams.ingest.client.Samples.failureOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Json;

/** Goal: a change of one thing wipes nothing that somebody else has set. */
@Timeout(30)
class FlowChangeTest {

    private static final String STORED = ("{'id':'" + FLOW + "','source_id':'" + SOURCE
                    + "','format':'f','label':'by hand',"
                    + "'tags':{'people':['a','b'],'n':'1'},'created':'2026-01-01T00:00:00Z','generation':3,"
                    + "'essence_parameters':{'frame_width':2,'frame_height':2,'vfr':true,'colorspace':'BT709',"
                    + "'avc_parameters':{'profile':1,'level':2,'flags':3}},"
                    + "'flow_collection':[{'id':'" + SOURCE + "','role':'video','x':1,"
                    + "'container_mapping':{'mp2ts_container':{'pid':256},'audio_track':{'channel_numbers':[0]}}}],"
                    + "'container_mapping':{'track_index':0},'new_in_9':{'a':[1]}}")
            .replace('\'', '"');

    private ScriptedStore server;
    private TamsFlows flows;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
        flows = server.client().flows();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void putsBackAllThatItDidNotTouch() {
        server.answering(200, STORED).answering(204, "");

        Flow changed = flows.change(
                FLOW,
                flow -> flow.status("ingesting").untag("n").tag("genre", "live").field("added", TextNode.valueOf("y")));

        ObjectNode expected = (ObjectNode) json(STORED);
        expected.remove("created");
        expected.put("status", "ingesting").put("added", "y");
        ((ObjectNode) expected.path("tags")).put("genre", "live").remove("n");
        assertThat(Spec.plain(json(server.last().body()))).isEqualTo(Spec.plain(expected));
        assertThat(changed.status()).isEqualTo("ingesting");
    }

    @Test
    void putsNothingWhenNothingChanges() {
        server.answering(200, STORED);

        flows.change(FLOW, flow -> flow.label("by hand"));

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void doesNotMakeAFlowThatSomebodyHasDeleted() {
        server.answering(404, "");

        StoreException error = failureOf(() -> flows.change(FLOW, flow -> flow.label("x")));

        assertThat(error.status()).isEqualTo(404);
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"label", "flow_collection", "timerange", "avg_bit_rate"})
    void aFieldIsNotSetTwice(String name) {
        FlowBuilder builder = Flow.builder(FLOW, SOURCE, Format.VIDEO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.field(name, TextNode.valueOf("x")))
                .withMessageContaining(name);
    }

    @Test
    void readOnlyIsNotSomethingToRemove() {
        assertThatIllegalArgumentException().isThrownBy(() -> flows.remove(FLOW, FlowProperty.READ_ONLY));
    }

    static Stream<String> flowExamples() throws IOException {
        return Spec.names("examples").filter(name -> name.startsWith("flow-get-200") && !name.contains("profile"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("flowExamples")
    void changesOneLabelOfEachExampleAndNothingElse(String name) throws IOException {
        ObjectNode example = (ObjectNode) json(Files.readString(Spec.file("examples/" + name)));
        server.answering(200, example.toString()).answering(204, "");

        flows.change(FLOW, flow -> flow.label("another"));

        ObjectNode expected = example.put("label", "another");
        expected.remove(List.of(
                "created",
                "updated_by",
                "metadata_updated",
                "metadata_version",
                "segments_updated",
                "timerange",
                "collected_by"));
        assertThat(Spec.plain(json(server.last().body()))).isEqualTo(Spec.plain(expected));
    }
}
