package tams.ingest.client;

import static tams.ingest.client.Operation.delete;
import static tams.ingest.client.Operation.get;
import static tams.ingest.client.Operation.missing;
import static tams.ingest.client.Operation.write;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** Goal: every operation is the request that the API says. Method: a table of calls, requests and answers. */
@Timeout(30)
class OperationsTest {

    private static final UUID OTHER = UUID.fromString("6101df05-06bb-41b8-8af4-cf7cd33df209");
    private static final String HOOK = "{'id':'" + OTHER + "','url':'https://h/x','events':['flows/created']}";
    private static final Webhook WEBHOOK = Webhook.of(StoreUrl.of("https://h/x"), List.of("flows/created"));
    private static final Profile PROFILE = new Profile(
            OTHER, "p", null, Map.of(), Json.MAPPER.createObjectNode().put("codec", "video/h264"), Map.of());

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
                        "/service/storage-backends",
                        "[{'id':'" + OTHER + "'}]",
                        List.of(OTHER),
                        api -> api.instance().storageBackends().stream()
                                .map(StorageBackend::id)
                                .toList()),
                get("/service/profiles", "[]", List.of(), api -> api.instance().profiles()),
                missing("/service/profiles/" + OTHER, api -> api.instance().profile(OTHER)),
                write(
                        "POST /service/profiles/" + OTHER,
                        "{'id':'" + OTHER + "','label':'p','flow_metadata':{'codec':'video/h264'}}",
                        201,
                        api -> api.instance().addProfile(PROFILE)));
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
                missing(source + "/description", api -> api.sources().get(SOURCE, SourceProperty.DESCRIPTION)),
                write(
                        "PUT " + source + "/label",
                        "'l'",
                        204,
                        api -> api.sources().set(SOURCE, SourceProperty.LABEL, "l")),
                delete(
                        source + "/description",
                        204,
                        true,
                        api -> api.sources().remove(SOURCE, SourceProperty.DESCRIPTION)),
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
                        "/flow-delete-requests",
                        "[]",
                        List.of(),
                        api -> api.deletions().list()),
                missing("/flow-delete-requests/" + OTHER, api -> api.deletions().find(OTHER)));
    }

    static Stream<Operation> objectsAndWebhooks() {
        return Stream.of(
                missing("/objects/a%2Fb?accept_get_urls=", api -> api.objects().find("a/b", ObjectQuery.WITHOUT_URLS)),
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
                        "/service/webhooks",
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
                                .replace(
                                        Json.read(Operation.json(HOOK), Webhook.class)
                                                .withStatus("disabled"),
                                        null)
                                .url(),
                        StoreUrl.of("https://h/x")),
                delete(
                        "/service/webhooks/" + OTHER,
                        204,
                        true,
                        api -> api.webhooks().remove(OTHER)));
    }

    @ParameterizedTest
    @MethodSource({"instance", "sources", "segments", "objectsAndWebhooks"})
    void isTheRequestThatTheApiSays(Operation operation) throws IOException {
        operation.check();
    }
}
