package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References beside Segments: what they show, what is refused, and what a deletion leaves (docs/adr/0023). */
@Timeout(60)
class ReferencesTest {

    @RegisterExtension
    static final RunningStore STORE = RunningStore.takingReferences();

    private final StoreClient client = STORE.client();

    static String path(String flow) {
        return "/flows/" + flow + "/segments";
    }

    static ObjectNode reference(String flow, String shown, String timerange) {
        ObjectNode reference = Documents.object();
        reference.putObject("reference").put("flow_id", flow).put("timerange", shown);
        return reference.put("timerange", timerange);
    }

    private StoreClient.Reply refer(String flow, String origin, String shown, String timerange) {
        return client.extended("POST", path(flow), reference(origin, shown, timerange));
    }

    /** Each Segment as {@code timerange object ts_offset}. */
    private List<String> shown(String flow, String query) {
        return StreamSupport.stream(client.get(path(flow) + query).body().spliterator(), false)
                .map(item -> item.path("timerange").asText() + " "
                        + item.path("object_id").asText().replaceAll(".*-(?=\\w$)", "") + " "
                        + item.path("ts_offset").asText("0:0"))
                .toList();
    }

    private String flowOf(String... timeranges) {
        String flow = client.newFlow();
        for (int i = 0; i < timeranges.length; i++) {
            assertThat(client.register(flow, flow + "-" + (char) ('a' + i), timeranges[i])
                            .status())
                    .isEqualTo(201);
        }
        return flow;
    }

    @Test
    void writesTheExampleOfTheDecisionRecordAsItStands() {
        String a = flowOf("[0:0_5:0)", "[5:0_10:0)");
        String d = flowOf("[0:0_2:0)");
        String c = flowOf("[0:0_4:0)", "[4:0_10:0)");
        String flow = client.newFlow();
        client.store(flow, flow + "-z");

        var reply = client.extended(
                "POST",
                path(flow),
                StoreClient.list(
                        reference(a, "[0:0_9:0)", "[0:0_9:0)").put("ts_offset", "0:0"),
                        reference(d, "[0:0_2:0)", "[9:0_11:0)").put("ts_offset", "9:0"),
                        reference(c, "[1:0_10:0)", "[11:0_20:0)"),
                        StoreClient.segment(flow + "-z", "[20:0_21:0)")));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(shown(flow, ""))
                .containsExactly(
                        "[0:0_5:0) a 0:0",
                        "[5:0_9:0) b 0:0",
                        "[9:0_11:0) a 9:0",
                        "[11:0_14:0) a 10:0",
                        "[14:0_20:0) b 10:0",
                        "[20:0_21:0) z 0:0");
        JsonNode raw =
                client.extended("GET", path(flow) + "?dereference=false", null).body();
        assertThat(raw).hasSize(4);
        assertThat(raw.get(2))
                .isEqualTo(reference(c, "[1:0_10:0)", "[11:0_20:0)").put("ts_offset", "10:0"));
        assertThat(client.get("/flows/" + flow + "?include_timerange=true")
                        .body()
                        .path("timerange")
                        .asText())
                .isEqualTo("[0:0_21:0)");
    }

    @Test
    void keepsTheLastSampleOnlyWhereItIsShown() {
        String origin = client.newFlow();
        client.store(origin, origin);
        client.send(
                "POST", path(origin), StoreClient.segment(origin, "[0:0_10:0)").put("last_duration", "0:40000000"));
        String flow = client.newFlow();
        refer(flow, origin, "[0:0_4:0)", "[0:0_4:0)");
        refer(flow, origin, "[4:0_10:0)", "[4:0_10:0)");
        refer(flow, origin, "[9:990000000_10:0)", "[20:990000000_21:0)");

        assertThat(client.get(path(flow)).body().findValuesAsText("last_duration"))
                .containsExactly("0:40000000");
        assertThat(client.get(path(flow) + "?include_object_timerange=true")
                        .body()
                        .findValuesAsText("object_timerange"))
                .containsOnly("[0:0_10:0)");
    }

    @Test
    void showsWhatComesToItsOriginLater() {
        String origin = client.newFlow();
        String flow = client.newFlow();
        refer(flow, origin, "[0:0_10:0)", "[100:0_110:0)");
        assertThat(shown(flow, "")).isEmpty();

        client.register(origin, origin + "-a", "[8:0_12:0)");

        assertThat(shown(flow, "")).containsExactly("[108:0_110:0) a 100:0");
        assertThat(client.get("/objects/" + origin + "-a").body().path("referenced_by_flows"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(origin, flow);
    }

    @Test
    void refusesCirclesAndNamesThem() {
        String one = client.newFlow();
        String two = client.newFlow();
        String three = client.newFlow();
        refer(one, two, "[0:0_1:0)", "[0:0_1:0)");
        refer(two, three, "[0:0_1:0)", "[0:0_1:0)");

        var far = refer(three, one, "[5:0_6:0)", "[8:0_9:0)");
        var near = refer(one, one, "[0:0_1:0)", "[3:0_4:0)");

        assertThat(far.status()).isEqualTo(400);
        assertThat(far.body().path("summary").asText()).contains(three + " -> " + one + " -> " + two + " -> " + three);
        assertThat(near.body().path("type").asText()).isEqualTo("reference_cycle");
    }

    @Test
    void refusesToLeadTooDeep() {
        String below = flowOf("[0:0_1:0)");
        for (int depth = 1; depth <= ReferenceGraph.DEPTH_MAX; depth++) {
            String flow = client.newFlow();
            assertThat(refer(flow, below, "[0:0_1:0)", "[0:0_1:0)").status()).isEqualTo(201);
            below = flow;
        }
        assertThat(shown(below, "")).containsExactly("[0:0_1:0) a 0:0");

        var reply = refer(client.newFlow(), below, "[0:0_1:0)", "[0:0_1:0)");

        assertThat(reply.body().path("type").asText()).isEqualTo("too_deep");
    }

    @ParameterizedTest(name = "{0} at {1} by {2}: {3}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            [0:0_1:0)  | [2:0_4:0)   | -    | invalid_segment
            [0:0_2:0)  | [2:0_4:0)   | 1:0  | invalid_segment
            [0:0_2:0]  | [2:0_4:0)   | -    | invalid_segment
            ()         | [2:0_4:0)   | -    | invalid_segment
            _          | _           | -    | invalid_segment
            [4:0_2:0)  | [2:0_4:0)   | -    | invalid_segment
            [0:0_2:0)  | [9:0_11:0)  | -    | overlap
            """)
    void refusesWhatMakesNoSense(String shown, String timerange, String offset, String type) {
        String origin = flowOf("[0:0_4:0)");
        String flow = flowOf("[10:0_12:0)");
        ObjectNode reference = reference(origin, shown, timerange);
        if (offset != null) {
            reference.put("ts_offset", offset);
        }

        var reply = client.extended("POST", path(flow), reference);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("type").asText()).isEqualTo(type);
        assertThat(shown(flow, "")).hasSize(1);
    }

    @Test
    void letsNothingOverlapAReference() {
        String origin = flowOf("[0:0_4:0)");
        String flow = client.newFlow();
        refer(flow, origin, "[0:0_4:0)", "[0:0_4:0)");

        var segment = client.register(flow, flow + "-a", "[3:0_5:0)");
        var reference = refer(flow, origin, "[0:0_4:0)", "[-1:0_3:0)");

        assertThat(segment.body().path("summary").asText()).contains("[0:0_4:0) of a reference to Flow " + origin);
        assertThat(reference.body().path("type").asText()).isEqualTo("overlap");
    }

    @Test
    void answersABulkWithTheFailuresAlone() {
        String origin = flowOf("[0:0_4:0)");
        String flow = client.newFlow();
        String unknown = "11111111-1111-4111-8111-1111111111ff";

        var reply = client.extended(
                "POST",
                path(flow),
                StoreClient.list(
                        reference(unknown, "[0:0_1:0)", "[0:0_1:0)"), reference(origin, "[0:0_4:0)", "[4:0_8:0)")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/failed_segments/0/reference/flow_id").asText())
                .isEqualTo(unknown);
        assertThat(reply.body().at("/failed_segments/0/error/type").asText()).isEqualTo("unknown_flow");
        assertThat(shown(flow, "")).hasSize(1);
    }

    @Test
    void playsWhatIsShown() {
        String origin = flowOf("[0:0_2:0)", "[2:0_4:0)");
        String flow = client.newFlow();
        refer(flow, origin, "[0:0_4:0)", "[10:0_14:0)");

        String playlist = new String(
                client.download(STORE.store().url() + "/flows/" + flow + "/output.m3u8")
                        .body(),
                StandardCharsets.UTF_8);

        assertThat(playlist.lines().filter("#EXTINF:2.000000000,"::equals)).hasSize(2);
        assertThat(playlist).doesNotContain("#EXT-X-DISCONTINUITY\n");
    }

    @Test
    void saysThatItTakesReferences() {
        assertThat(client.get("/service").body().at("/extensions/0/name").asText())
                .isEqualTo("reference_segments");
    }
}
