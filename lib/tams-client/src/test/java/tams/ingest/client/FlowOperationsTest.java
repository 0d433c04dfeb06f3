package tams.ingest.client;

import static tams.ingest.client.Operation.delete;
import static tams.ingest.client.Operation.get;
import static tams.ingest.client.Operation.missing;
import static tams.ingest.client.Operation.write;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;

import com.fasterxml.jackson.databind.node.IntNode;
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

/** Goal: every operation on a Flow is the request that the API says. Method: a table of calls, requests and answers. */
@Timeout(30)
class FlowOperationsTest {

    private static final UUID OTHER = UUID.fromString("6101df05-06bb-41b8-8af4-cf7cd33df209");
    private static final String FLOW_JSON = "{'id':'" + FLOW + "','source_id':'" + SOURCE + "'}";

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
                write("PUT " + flow + "/label", "'x'", 204, api -> api.flows().set(FLOW, FlowProperty.LABEL, "x")),
                delete(flow + "/label", 204, true, api -> api.flows().remove(FLOW, FlowProperty.LABEL)),
                write(
                        "PUT " + flow + "/description",
                        "'x'",
                        204,
                        api -> api.flows().set(FLOW, FlowProperty.DESCRIPTION, "x")),
                delete(flow + "/description", 204, true, api -> api.flows().remove(FLOW, FlowProperty.DESCRIPTION)),
                write(
                        "PUT " + flow + "/read_only",
                        "true",
                        204,
                        api -> api.flows().set(FLOW, FlowProperty.READ_ONLY, true)),
                write(
                        "PUT " + flow + "/max_bit_rate",
                        "9",
                        204,
                        api -> api.flows().set(FLOW, FlowProperty.MAX_BIT_RATE, 9L)),
                delete(flow + "/max_bit_rate", 204, true, api -> api.flows().remove(FLOW, FlowProperty.MAX_BIT_RATE)),
                get(
                        flow + "/avg_bit_rate",
                        "7",
                        Optional.of(7L),
                        api -> api.flows().get(FLOW, FlowProperty.AVG_BIT_RATE)),
                delete(flow + "/flow_collection", 204, true, api -> api.flows().remove(FLOW, FlowProperty.COLLECTION)),
                write(
                        "PUT " + flow,
                        FLOW_JSON.replace("}", ",'tags':{}}"),
                        201,
                        api -> api.flows().put(Json.read(Operation.json(FLOW_JSON), Flow.class))),
                new Operation(
                        "POST " + flow + "/storage",
                        "{'limit':2}",
                        201,
                        "{'media_objects':[{'object_id':'o','put_url':{'url':'https://h/o'}}]}",
                        api -> api.allocate(FLOW, StorageRequest.ofCount(2))
                                .get(0)
                                .objectId(),
                        "o"),
                delete(flow, 204, Deletion.DONE, api -> api.flows().delete(FLOW)),
                delete(flow, 404, Deletion.NOT_THERE, api -> api.flows().delete(FLOW)));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void isTheRequestThatTheApiSays(Operation operation) throws IOException {
        operation.check();
    }
}
