package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.TimeRange;

@Timeout(30)
class HttpTamsStoreTest {

    private static final UUID FLOW = UUID.fromString("4f79cfd1-c057-47f4-8e4d-1b126ca7bf34");
    private static final UUID SOURCE = UUID.fromString("2aa143ac-0ab7-4d75-bc32-5c00c13d186f");

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

    private StoreException failureOf(Runnable call) {
        return catchThrowableOfType(StoreException.class, call::run);
    }

    private static SegmentPost post(String object, String timerange) {
        return new SegmentPost(object, TimeRange.parse(timerange), null, null, null, null);
    }

    @Test
    void readsTheServiceOfAStoreBefore81AsTheLeastThatIsAllowed() {
        server.answering(200, "{\"type\":\"urn:x-tams:service\",\"api_version\":\"7.0\",\"media_store\":{}}");

        Service service = store.service();

        assertThat(service.majorVersion()).isEqualTo(7);
        assertThat(service.objectTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(service.urlTimeout()).isEqualTo(Duration.ofSeconds(30));
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

    @Test
    void keepsTheBasePathAndEncodesObjectIds() {
        server.answering(200, "{\"id\":\"a/b\",\"referenced_by_flows\":[]}");
        HttpTamsStore below = HttpTamsStore.open(URI.create(server.url() + "/tams/v8.2/"), new Credentials.None());

        assertThat(below.objectIsRegistered("a/b ..%")).isTrue();

        assertThat(server.last().uri().toString()).isEqualTo("/tams/v8.2/objects/a%2Fb%20..%25?accept_get_urls=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/",
                "host/path",
                "http:///x",
                "http://u:CANARY@x/",
                "http://x/?access_token=CANARY",
                "http://x/#y"
            })
    void refusesABaseUrlThatCannotBeOneWithoutRepeatingItsSecrets(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpTamsStore.open(URI.create(url), new Credentials.None()))
                .withMessageNotContaining("CANARY");
    }

    @Test
    void registersAllWith201() {
        server.answering(201, "");

        Registration registration = store.register(FLOW, List.of(post("a", "[0:0_1:0)"), post("b", "[1:0_2:0)")));

        assertThat(registration.isComplete()).isTrue();
        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().body())
                .isEqualTo("[{\"object_id\":\"a\",\"timerange\":\"[0:0_1:0)\"},"
                        + "{\"object_id\":\"b\",\"timerange\":\"[1:0_2:0)\"}]");
        assertThat(server.last().header("Content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'failed_segments':[{'object_id':'b','timerange':'[1:0_2:0)','error':{'type':'E','summary':'overlap'}}]}",
                "[{'object_id':'b','timerange':'[1:0_2:0)','error':{'type':'E','title':'overlap'},'ts_offset':'0:0'}]"
            })
    void reads200AsAListOfFailuresInBothShapes(String body) {
        server.answering(200, body.replace('\'', '"'));

        Registration registration = store.register(FLOW, List.of(post("a", "[0:0_1:0)"), post("b", "[1:0_2:0)")));

        assertThat(registration.failed())
                .containsExactly(new Registration.FailedSegment("b", TimeRange.parse("[1:0_2:0)"), "E", "overlap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "ok",
                "{'failed_segments':[]}",
                "{'failed_segments':[{'object_id':'somebody-elses'}]}",
                "[{'object_id':'a'},{'error':{}}]"
            })
    void doesNotBelieveA200ThatNamesNoneOfOurs(String body) {
        server.answering(200, body.replace('\'', '"'));

        assertThat(failureOf(() -> store.register(FLOW, List.of(post("a", "[0:0_1:0)"))))
                        .failure())
                .isEqualTo(Failure.UNKNOWN_OUTCOME);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 500, 502, 503, 504, 400, 422})
    void anyOtherAnswerToARegistrationIsADoubt(int status) {
        server.answering(status, Map.of("Retry-After", "7"), "");

        StoreException error = failureOf(() -> store.register(FLOW, List.of(post("a", "[0:0_1:0)"))));

        assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void sendsANewIdempotencyKeyWithEveryAttempt() {
        server.answering(500, "").answering(201, "");
        List<SegmentPost> segments = List.of(post("a", "[0:0_1:0)"));

        assertThat(failureOf(() -> store.register(FLOW, segments))).isNotNull();
        store.register(FLOW, segments);

        assertThat(server.asked.get(0).header("X-idempotency-key"))
                .isNotEqualTo(server.asked.get(1).header("X-idempotency-key"));
    }

    @Test
    void neverFollowsARedirect() {
        server.answering(307, Map.of("Location", server.url() + "/elsewhere"), "");

        StoreException error = failureOf(() -> store.register(FLOW, List.of(post("a", "[0:0_1:0)"))));

        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error).hasMessageContaining("redirects are not followed");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void readsNoFurtherThanABodyMayBeLong() {
        server.answering(200, "{\"api_version\":\"8.2\",\"name\":\"" + "x".repeat(2 << 20) + "\"}");

        StoreException error = failureOf(() -> store.service());

        assertThat(error).hasMessageContaining("longer than 1048576 bytes");
        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>not a store</html>", "", "null", "[]", "{}", "{\"api_version\":\"CANARY\"}"})
    void saysWhenTheUrlIsNoTamsApi(String body) {
        server.answering(200, body);

        assertThat(failureOf(() -> store.service()))
                .hasMessageContaining("check that tams.url is a TAMS API")
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void saysWhichCallCameBackWithWhatAndWhatToDo() {
        server.answering(403, "{\"type\":\"Forbidden\",\"summary\":\"read only\"}");

        StoreException error = failureOf(() -> store.allocate(FLOW, StorageRequest.ofCount(1)));

        assertThat(error)
                .hasMessage(
                        "POST " + server.url() + "/flows/" + FLOW + "/storage (allocate) answered 403 'read only': "
                                + "check that the credentials suffice, that the Flow is not read-only, that the URL has not expired");
        assertThat(error.code()).contains("Forbidden");
        assertThat(error.call()).isEqualTo("allocate");
        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
    }

    @Test
    void anUnknownFlowHasNoSegmentsWhicheverWayTheStoreSaysSo() {
        server.answering(404, "").answering(200, "[]");

        assertThat(store.segments(FLOW, SegmentQuery.all())).isEmpty();
        assertThat(store.segments(FLOW, SegmentQuery.all())).isEmpty();
    }

    @Test
    void looksForOneObjectEvenInAStoreThatIgnoresTheFilter() {
        server.answering(
                200,
                "[{'object_id':'x','timerange':'[0:0_1:0)'},{'object_id':'a','timerange':'[1:0_2:0)','new':1}]"
                        .replace('\'', '"'));

        List<Segment> found = store.segments(
                FLOW, SegmentQuery.overlapping(TimeRange.parse("[0:0_2:0)")).ofObject("a"));

        assertThat(found).extracting(Segment::objectId).containsExactly("a");
        assertThat(server.last().uri().getRawQuery())
                .isEqualTo("timerange=%5B0%3A0_2%3A0%29&object_id=a&accept_get_urls=&limit=300");
    }
}
