package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** Goal: every operation is the request that the API says. Method: a table of calls, requests and answers. */
@Timeout(30)
class OperationsTest {

    private static final UUID OTHER = UUID.fromString("6101df05-06bb-41b8-8af4-cf7cd33df209");
    private static final String FLOW_JSON = "{'id':'" + FLOW + "','source_id':'" + SOURCE + "'}";
    private static final String HOOK = "{'id':'" + OTHER + "','url':'https://h/x','events':['flows/created']}";
    private static final Webhook WEBHOOK = Webhook.of(StoreUrl.of("https://h/x"), List.of("flows/created"));
    private static final Profile PROFILE = new Profile(
            OTHER, "p", null, Map.of(), Json.MAPPER.createObjectNode().put("codec", "video/h264"), Map.of());

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

    /**
     * One call.
     *
     * @param result what it gives, as text; null for nothing
     */
    private record Operation(
            String request, String body, int status, String answer, Function<TamsApi, Object> call, Object result) {

        @Override
        public String toString() {
            return request + " → " + status;
        }
    }

    private static Operation get(String path, String answer, Object result, Function<TamsApi, Object> call) {
        return new Operation("GET " + path, "", 200, answer, call, result);
    }

    private static Operation missing(String path, Function<TamsApi, Object> call) {
        return new Operation("GET " + path, "", 404, "", call, Optional.empty());
    }

    private static Operation write(String request, String body, int status, Consumer<TamsApi> call) {
        return new Operation(
                request,
                body,
                status,
                "",
                api -> {
                    call.accept(api);
                    return "";
                },
                "");
    }

    private static Operation delete(String path, int status, Object result, Function<TamsApi, Object> call) {
        return new Operation("DELETE " + path, "", status, "", call, result);
    }

    static Stream<Operation> instance() {
        return Stream.of(
                get(
                        "/",
                        "['service','flows']",
                        List.of("service", "flows"),
                        api -> api.instance().paths()),
                get(
                        "/service",
                        "{'api_version':'8.2'}",
                        "8.2",
                        api -> api.instance().service().apiVersion()),
                write(
                        "POST /service",
                        "{'name':'n'}",
                        200,
                        api -> api.instance().describe("n", null)),
                get(
                        "/service/storage-backends?limit=300",
                        "[{'id':'" + OTHER + "'}]",
                        List.of(OTHER),
                        api -> api.instance().storageBackends().stream()
                                .map(StorageBackend::id)
                                .toList()),
                get(
                        "/service/profiles?limit=300",
                        "[]",
                        List.of(),
                        api -> api.instance().profiles()),
                missing("/service/profiles/" + OTHER, api -> api.instance().profile(OTHER)),
                write(
                        "POST /service/profiles/" + OTHER,
                        "{'id':'" + OTHER + "','label':'p','flow_metadata':{'codec':'video/h264'}}",
                        201,
                        api -> api.instance().addProfile(PROFILE)));
    }

    static Stream<Operation> flows() {
        String flow = "/flows/" + FLOW;
        return Stream.of(
                missing(flow, api -> api.flows().find(FLOW)),
                get(
                        flow + "?include_timerange=true",
                        FLOW_JSON.replace("}", ",'timerange':'[0:0_1:0)'}"),
                        Optional.of(TimeRange.parse("[0:0_1:0)")),
                        api -> api.flows().find(FLOW, TimeRange.ETERNITY).map(Flow::timerange)),
                missing(
                        flow + "?include_timerange=true&timerange=%5B0%3A0_1%3A0%29",
                        api -> api.flows().find(FLOW, TimeRange.parse("[0:0_1:0)"))),
                get(
                        flow + "/tags",
                        "{'b':'1','a':['2','3']}",
                        "{b=1, a=2,3}",
                        api -> api.flows().tags(FLOW).toString()),
                get(
                        flow + "/tags/a%20b",
                        "'1'",
                        Optional.of(TagValue.of("1")),
                        api -> api.flows().tag(FLOW, "a b")),
                write("PUT " + flow + "/tags/a", "'1'", 204, api -> api.flows().setTag(FLOW, "a", TagValue.of("1"))),
                delete(flow + "/tags/a", 204, true, api -> api.flows().removeTag(FLOW, "a")),
                delete(flow + "/tags/a", 404, false, api -> api.flows().removeTag(FLOW, "a")),
                get(flow + "/label", "'x'", Optional.of("x"), api -> api.flows().get(FLOW, FlowProperty.LABEL)),
                get(
                        flow + "/label",
                        "null",
                        Optional.empty(),
                        api -> api.flows().get(FLOW, FlowProperty.LABEL)),
                missing(flow + "/description", api -> api.flows().get(FLOW, FlowProperty.DESCRIPTION)),
                get(
                        flow + "/read_only",
                        "true",
                        Optional.of(true),
                        api -> api.flows().get(FLOW, FlowProperty.READ_ONLY)),
                get(
                        flow + "/max_bit_rate",
                        "2500",
                        Optional.of(2_500L),
                        api -> api.flows().get(FLOW, FlowProperty.MAX_BIT_RATE)),
                write(
                        "PUT " + flow + "/avg_bit_rate",
                        "7",
                        204,
                        api -> api.flows().set(FLOW, FlowProperty.AVG_BIT_RATE, 7L)),
                delete(flow + "/avg_bit_rate", 204, true, api -> api.flows().remove(FLOW, FlowProperty.AVG_BIT_RATE)),
                get(
                        flow + "/flow_collection",
                        "[{'id':'" + OTHER + "','role':'v','new_in_9':1}]",
                        Optional.of(
                                List.of(new CollectedFlow(OTHER, "v", null, Map.of("new_in_9", IntNode.valueOf(1))))),
                        api -> api.flows().get(FLOW, FlowProperty.COLLECTION)),
                write(
                        "PUT " + flow + "/flow_collection",
                        "[{'id':'" + OTHER + "','role':'v'}]",
                        204,
                        api -> api.flows().set(FLOW, FlowProperty.COLLECTION, List.of(CollectedFlow.of(OTHER, "v")))),
                delete(flow, 204, Deletion.DONE, api -> api.flows().delete(FLOW)),
                delete(flow, 404, Deletion.NOT_THERE, api -> api.flows().delete(FLOW)));
    }

    static Stream<Operation> sources() {
        String source = "/sources/" + SOURCE;
        return Stream.of(
                missing(source, api -> api.sources().find(SOURCE)),
                get(
                        source + "/tags",
                        "{}",
                        "{}",
                        api -> api.sources().tags(SOURCE).toString()),
                missing(source + "/tags/a", api -> api.sources().tag(SOURCE, "a")),
                write(
                        "PUT " + source + "/tags/a",
                        "['1','2']",
                        204,
                        api -> api.sources().setTag(SOURCE, "a", new TagValue(List.of("1", "2"), true))),
                delete(source + "/tags/a", 204, true, api -> api.sources().removeTag(SOURCE, "a")),
                get(
                        source + "/label",
                        "'x'",
                        Optional.of("x"),
                        api -> api.sources().get(SOURCE, SourceProperty.LABEL)),
                write(
                        "PUT " + source + "/description",
                        "'d'",
                        204,
                        api -> api.sources().set(SOURCE, SourceProperty.DESCRIPTION, "d")),
                delete(source + "/label", 204, true, api -> api.sources().remove(SOURCE, SourceProperty.LABEL)));
    }

    static Stream<Operation> segments() {
        String segments = "/flows/" + FLOW + "/segments";
        TimeRange range = TimeRange.parse("[0:0_1:0)");
        SegmentPost post = Samples.post("o", "[0:0_1:0)");
        return Stream.of(
                write(
                        "POST " + segments,
                        "{'object_id':'o','timerange':'[0:0_1:0)'}",
                        201,
                        api -> api.segments().register(FLOW, post)),
                write(
                        "POST " + segments,
                        "[{'object_id':'o','timerange':'[0:0_1:0)'}]",
                        201,
                        api -> api.segments().register(FLOW, List.of(post))),
                delete(
                        segments + "?timerange=_",
                        204,
                        Deletion.DONE,
                        api -> api.segments().delete(FLOW, TimeRange.ETERNITY)),
                delete(
                        segments + "?timerange=%5B0%3A0_1%3A0%29&object_id=a%2Fb",
                        204,
                        Deletion.DONE,
                        api -> api.segments().delete(FLOW, range, "a/b")),
                get(
                        "/flow-delete-requests?limit=300",
                        "[]",
                        List.of(),
                        api -> api.deletions().list()),
                missing("/flow-delete-requests/" + OTHER, api -> api.deletions().find(OTHER)));
    }

    static Stream<Operation> objectsAndWebhooks() {
        return Stream.of(
                missing(
                        "/objects/a%2Fb?accept_get_urls=&limit=300",
                        api -> api.objects().find("a/b", ObjectQuery.WITHOUT_URLS)),
                write(
                        "POST /objects/o/instances",
                        "{'storage_id':'" + OTHER + "'}",
                        201,
                        api -> api.objects().copyTo("o", OTHER)),
                write(
                        "POST /objects/o/instances",
                        "{'url':'https://h/o?s=1','label':'l'}",
                        201,
                        api -> api.objects().addUrl("o", StoreUrl.of("https://h/o?s=1"), "l")),
                delete(
                        "/objects/o/instances?storage_id=" + OTHER,
                        204,
                        true,
                        api -> api.objects().removeCopy("o", OTHER)),
                delete(
                        "/objects/o/instances?label=l",
                        404,
                        false,
                        api -> api.objects().removeUrl("o", "l")),
                get(
                        "/service/webhooks?limit=300",
                        "[" + HOOK + "]",
                        List.of(OTHER),
                        api -> api.webhooks().list().stream().map(Webhook::id).toList()),
                missing("/service/webhooks/" + OTHER, api -> api.webhooks().find(OTHER)),
                new Operation(
                        "POST /service/webhooks",
                        "{'url':'https://h/x','api_key_name':'X-Key','events':['flows/created'],'api_key_value':'k'}",
                        201,
                        HOOK,
                        api -> api.webhooks()
                                .add(WEBHOOK.withApiKeyName("X-Key"), new Secret("k"))
                                .id(),
                        OTHER),
                new Operation(
                        "PUT /service/webhooks/" + OTHER,
                        HOOK.replace("}", ",'status':'disabled'}"),
                        201,
                        HOOK,
                        api -> api.webhooks()
                                .replace(Json.read(quoted(HOOK), Webhook.class).withStatus("disabled"), null)
                                .url(),
                        StoreUrl.of("https://h/x")),
                delete(
                        "/service/webhooks/" + OTHER,
                        204,
                        true,
                        api -> api.webhooks().remove(OTHER)));
    }

    private static byte[] quoted(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource({"instance", "flows", "sources", "segments", "objectsAndWebhooks"})
    void isTheRequestThatTheApiSays(Operation operation) {
        server.answering(operation.status(), operation.answer().replace('\'', '"'));

        assertThat(operation.call().apply(store)).isEqualTo(operation.result());

        assertThat(server.asked).hasSize(1);
        assertThat(server.last().method() + " " + server.last().uri()).isEqualTo(operation.request());
        assertThat(StoreJson.tree(server.last().body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(StoreJson.tree(quoted(operation.body())));
    }

    static Stream<Operation> queries() {
        return Stream.of(
                get(
                        "/flows?source_id=" + SOURCE
                                + "&format=urn%3Ax-nmos%3Aformat%3Avideo&codec=video%2Fh264&label=l"
                                + "&timerange=%28%29&status=ingesting&frame_width=1280&frame_height=720"
                                + "&init_segments=false&tag.a%20b=1%2C2&tag_exists.c=false&collected_by_ids=" + FLOW
                                + "&sort_by=label&reverse_order=true&limit=300",
                        "[]",
                        List.of(),
                        api -> api.flows()
                                .list(FlowQuery.ofSource(SOURCE)
                                        .format(Format.VIDEO)
                                        .codec("video/h264")
                                        .label("l")
                                        .overlapping(TimeRange.NEVER)
                                        .status("ingesting")
                                        .frameWidth(1280)
                                        .frameHeight(720)
                                        .initSegments(false)
                                        .tag("a b", "1", "2")
                                        .tagExists("c", false)
                                        .collectedBy(FLOW)
                                        .sortedBy("label")
                                        .reversed())),
                get(
                        "/sources?format=urn%3Ax-nmos%3Aformat%3Amulti&label=l&tag.a=1&tag_exists.b=true"
                                + "&collected_by_ids=&sort_by=created&reverse_order=true&limit=5",
                        "[]",
                        List.of(),
                        api -> api.sources()
                                .list(SourceQuery.ALL
                                        .format(Format.MULTI)
                                        .label("l")
                                        .tag("a", "1")
                                        .tagExists("b", true)
                                        .collectedBy()
                                        .sortedBy("created")
                                        .reversed()
                                        .first(5))),
                get(
                        "/flows/" + FLOW + "/segments?timerange=%5B0%3A0_1%3A0%29&object_id=o&reverse_order=true"
                                + "&accept_get_urls=a%2Cb&accept_storage_ids=" + OTHER
                                + "&presigned=true&verbose_storage=true&storage_backend_tag.site=north"
                                + "&storage_backend_tag_exists.old=false&include_object_timerange=true&limit=2",
                        "[]",
                        List.of(),
                        api -> api.segments()
                                .list(
                                        FLOW,
                                        SegmentQuery.overlapping(TimeRange.parse("[0:0_1:0)"))
                                                .ofObject("o")
                                                .latestFirst()
                                                .withObjectTimeranges()
                                                .first(2)
                                                .withUrls(UrlFilter.ALL
                                                        .labelled(List.of("a", "b"))
                                                        .storedAt(List.of(OTHER))
                                                        .presigned(true)
                                                        .described()
                                                        .backendTag("site", "north")
                                                        .backendTagExists("old", false)))),
                get(
                        "/objects/o?presigned=false&flow_tag.genre=live&flow_tag_exists.x=true&limit=300",
                        "{'id':'o'}",
                        "o",
                        api -> api.objects()
                                .find(
                                        "o",
                                        ObjectQuery.ALL
                                                .urls(UrlFilter.ALL.presigned(false))
                                                .flowTag("genre", "live")
                                                .flowTagExists("x", true))
                                .map(TamsObject::id)
                                .orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void hasAllOfTheApisConditions(Operation operation) {
        isTheRequestThatTheApiSays(operation);
    }
}
