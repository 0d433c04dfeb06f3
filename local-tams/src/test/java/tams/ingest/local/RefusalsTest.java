package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Json;

/** What the store does not do, and that it says so in JSON, with what is wrong. */
@Timeout(60)
class RefusalsTest {

    private static final String NO_FLOW = "33333333-3333-4333-8333-333333333333";

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            GET    | /nothing                              | -                                  | 404 | /nothing
            PATCH  | /flows                                | {}                                 | 405 | PATCH
            DELETE | /service                              | -                                  | 405 | DELETE
            GET    | /service/webhooks/$none               | -                                  | 404 | /service/webhooks
            GET    | /flows/NONE                           | -                                  | 404 | NONE
            GET    | /flows/33333333-3333-7333-8333-333333333333 | -                            | 404 | version 1 to 5
            GET    | /flows/$none                          | -                                  | 404 | PUT /flows/
            GET    | /flows/$none/label                    | -                                  | 404 | no Flow
            DELETE | /flows/$none                          | -                                  | 404 | no Flow
            PUT    | /flows/$flow                          | {                                  | 400 | no JSON
            PUT    | /flows/$flow                          | {"id":1,"id":2}                    | 400 | Duplicate
            PUT    | /flows/$flow                          | []                                 | 400 | object
            PUT    | /flows/$flow                          | {"id":"x"}                         | 400 | flow.id
            PUT    | /flows/$flow                          | {"id":"$none","source_id":"$none","format":"urn:x-nmos:format:multi"} | 400 | $none
            PUT    | /flows/$flow                          | {"id":"$flow","source_id":"$none","format":"urn:x-nmos:format:radio"} | 400 | flow.format
            PUT    | /flows/$flow                          | {"id":"$flow","source_id":"$none","format":"urn:x-nmos:format:video"} | 400 | essence_parameters
            PUT    | /flows/$flow                          | {"id":"$flow","source_id":"$none","format":"urn:x-nmos:format:multi","profile_id":"$none"} | 400 | Profiles
            PUT    | /flows/bad                            | {"id":"bad"}                       | 404 | bad
            PUT    | /flows/$flow/read_only                | "yes"                              | 400 | true or false
            PUT    | /flows/$flow/max_bit_rate             | -1                                 | 400 | max_bit_rate
            PUT    | /flows/$flow/label                    | 7                                  | 400 | label
            PUT    | /flows/$flow/label                    | -                                  | 400 | empty
            PUT    | /flows/$flow/tags/a                   | {"b":1}                            | 400 | tag
            PUT    | /sources/$none/label                  | "a"                                | 404 | no Source
            POST   | /flows/$none/storage                  | {}                                 | 404 | no Flow
            POST   | /flows/$bare/storage                  | {}                                 | 400 | container
            POST   | /flows/$flow/storage                  | {"limit":1,"object_ids":["a"]}     | 400 | exclude
            POST   | /flows/$flow/storage                  | {"limit":0}                        | 400 | limit
            POST   | /flows/$flow/storage                  | {"object_ids":["a","a"]}           | 400 | twice
            POST   | /flows/$flow/storage                  | {"object_ids":[]}                  | 400 | object_ids
            POST   | /flows/$flow/storage                  | {"object_ids":[""]}                | 400 | characters
            POST   | /flows/$flow/storage                  | {"storage_id":"$none"}             | 400 | storage-backends
            POST   | /flows/$flow/storage                  | {"presigned":false}                | 400 | presigned
            POST   | /flows/$none/segments                 | {"object_id":"a","timerange":"[0:0_1:0)"}   | 404 | no Flow
            POST   | /flows/$bare/segments                 | {"object_id":"a","timerange":"[0:0_1:0)"}   | 400 | container
            POST   | /flows/$flow/segments                 | {"object_id":"a"}                  | 400 | segment.timerange
            POST   | /flows/$flow/segments                 | {"timerange":"[0:0_1:0)"}          | 400 | segment.object_id
            POST   | /flows/$flow/segments                 | [{"object_id":"a","timerange":1}]  | 400 | segment[0].timerange
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:00_1:0)"}  | 400 | time range
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_1:0)\\n"}| 400 | time range
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"()"} | 400 | no time
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_0:0)"}   | 400 | no time
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[2:0_1:0)"}   | 400 | before the start
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[2:0_"}       | 400 | open-ended
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"_"}  | 400 | open-ended
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"(0:0_1:0)"}   | 400 | leaves out its start
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_999999999999999999:0)"} | 400 | timestamp
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_1:0)"}   | 400 | never allocated
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_1:0)","ts_offset":"-281474976710655:0"} | 400 | 48 bits
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_1:0)","last_duration":"-1:0"} | 400 | negative
            POST   | /flows/$flow/segments                 | {"object_id":"a","timerange":"[0:0_1:0)","init_object_id":"b"} | 400 | init
            GET    | /flows?timerange=nonsense             | -                                  | 400 | nonsense
            GET    | /flows?limit=0                        | -                                  | 400 | limit
            GET    | /flows?limit=many                     | -                                  | 400 | many
            GET    | /flows?sort_by=colour                 | -                                  | 400 | colour
            GET    | /flows?page=!                         | -                                  | 400 | page
            GET    | /flows?reverse_order=yes              | -                                  | 400 | reverse_order
            GET    | /flows/$flow/segments?page=x          | -                                  | 400 | page
            GET    | /flows/$flow/segments?timerange=1     | -                                  | 400 | timerange
            GET    | /flows/bad/segments                   | -                                  | 404 | bad
            DELETE | /flows/$none/segments                 | -                                  | 404 | no Flow
            GET    | /objects/none                         | -                                  | 404 | none
            """)
    void saysWhatIsWrong(String method, String path, String body, int status, String said) {
        String flow = client.newFlow();
        String bare = bareFlow();

        var reply = client.send(method, filled(path, flow, bare), body == null ? null : filled(body, flow, bare));

        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
        assertThat(reply.body().path("summary").asText()).contains(filled(said, flow, bare));
        assertThat(reply.body().path("type").asText()).isNotEmpty();
        assertThat(reply.body().path("time").asText()).isNotEmpty();
    }

    private static String filled(String text, String flow, String bare) {
        return text.replace("$flow", flow).replace("$bare", bare).replace("$none", NO_FLOW);
    }

    private String bareFlow() {
        String id = UUID.randomUUID().toString();
        ObjectNode flow = StoreClient.videoFlow(id);
        flow.remove("container");
        assertThat(client.send("PUT", "/flows/" + id, flow).status()).isEqualTo(201);
        return id;
    }

    @Test
    void refusesABodyBeyondTheLimit() {
        String flow = client.newFlow();

        var reply = client.send("POST", "/flows/" + flow + "/storage", "{\"x\":\"" + "x".repeat(2 << 20) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body().path("summary").asText()).contains(String.valueOf(Api.BODY_BYTES_MAX));
    }

    @Test
    void refusesMoreSegmentsThanOneRequestMayHave() {
        String flow = client.newFlow();
        var many = Json.MAPPER.createArrayNode();
        for (int i = 0; i <= SegmentRoutes.SEGMENTS_MAX; i++) {
            many.add(StoreClient.segment("x", "[0:0_1:0)"));
        }

        var reply = client.send("POST", "/flows/" + flow + "/segments", many);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("summary").asText()).contains("at most " + SegmentRoutes.SEGMENTS_MAX);
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        String flow = client.newFlow();

        for (String path : new String[] {"/", "/service", "/flows", "/flows/" + flow, "/flows/" + flow + "/segments"}) {
            var reply = client.send("HEAD", path, null);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.body().isMissingNode()).isTrue();
        }
        assertThat(client.send("HEAD", "/flows/" + NO_FLOW, null).status()).isEqualTo(404);
    }

    @Test
    void describesItself() {
        var service = client.get("/service").body();

        assertThat(service.path("api_version").asText()).isEqualTo("8.2");
        assertThat(service.path("type").asText()).startsWith("urn:x-tams:service");
        assertThat(service.path("min_object_timeout").asText()).isEqualTo("600:0");
        assertThat(client.send("POST", "/service", "{\"name\":\"Studio\"}").status())
                .isEqualTo(200);
        assertThat(client.get("/service").body().path("name").asText()).isEqualTo("Studio");
        assertThat(client.get("/service/storage-backends").body()).hasSize(1);
        assertThat(client.get("/").body()).hasSize(4);
        assertThat(client.get("/flow-delete-requests").body()).isEmpty();
    }
}
