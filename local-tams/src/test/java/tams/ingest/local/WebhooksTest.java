package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What webhooks are told, in which order, and how often when they do not listen. */
@Timeout(120)
class WebhooksTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer receiver;

    /** A POST that arrived. */
    private record Call(String key, JsonNode event) {

        String type() {
            return event.path("event_type").asText();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            JsonNode event = Documents.parseAny(exchange.getRequestBody().readAllBytes());
            boolean taken = refusals.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
            if (taken) {
                calls.add(new Call(exchange.getRequestHeaders().getFirst("X-Key"), event));
            }
            exchange.sendResponseHeaders(taken ? 200 : 503, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        for (JsonNode webhook : client.get("/service/webhooks").body()) {
            client.send("DELETE", "/service/webhooks/" + webhook.path("id").asText(), null);
        }
        receiver.stop(0);
    }

    private ObjectNode webhook(String... events) {
        ObjectNode webhook = Documents.object()
                .put("url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .put("api_key_name", "X-Key")
                .put("api_key_value", "s3cret");
        for (String event : events) {
            webhook.withArrayProperty("events").add(event);
        }
        return webhook;
    }

    private StoreClient.Reply register(ObjectNode webhook) {
        StoreClient.Reply reply = client.send("POST", "/service/webhooks", webhook);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().toString()).doesNotContain("s3cret");
        return reply;
    }

    private List<Call> next(int count) throws InterruptedException {
        List<Call> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Call call = calls.poll(60, TimeUnit.SECONDS);
            assertThat(call).as("call %d of %d", i + 1, count).isNotNull();
            Conformance.checkEvent(call.event());
            next.add(call);
        }
        return next;
    }

    @Test
    void tellsTheWholeLifeOfAFlowInOrder() throws InterruptedException {
        register(webhook(Events.TYPES.toArray(String[]::new)));

        String flow = client.newFlow();
        String source = client.get("/flows/" + flow).body().path("source_id").asText();
        client.register(flow, flow, "[0:0_1:0)");
        client.send("PUT", "/flows/" + flow + "/label", "\"Other\"");
        client.send("PUT", "/sources/" + source + "/label", "\"Stage\"");
        client.send("DELETE", "/flows/" + flow, null);

        List<Call> told = next(8);
        assertThat(told)
                .extracting(Call::type)
                .containsExactly(
                        "sources/created",
                        "flows/created",
                        "flows/segments_added",
                        "flows/updated",
                        "sources/updated",
                        "flows/segments_deleted",
                        "flows/deleted",
                        "sources/deleted");
        assertThat(told).extracting(Call::key).containsOnly("s3cret");
        JsonNode segment = told.get(2).event().at("/event/segments/0");
        assertThat(segment.path("timerange").asText()).isEqualTo("[0:0_1:0)");
        assertThat(told.get(5).event().at("/event/timerange").asText()).isEqualTo("[0:0_1:0)");
        assertThat(told.get(7).event().at("/event/source_id").asText()).isEqualTo(source);
    }

    @Test
    void tellsOnlyWhatItsFiltersLetThrough() throws InterruptedException {
        String wanted = client.newFlow();
        String other = client.newFlow();
        ObjectNode webhook = webhook("flows/segments_added").put("include_object_timerange", true);
        webhook.putArray("flow_ids").add(wanted);
        webhook.putArray("accept_get_urls");
        register(webhook);

        client.register(other, other, "[0:0_1:0)");
        client.register(wanted, wanted, "[0:0_1:0)");

        JsonNode event = next(1).get(0).event().path("event");
        assertThat(event.path("flow_id").asText()).isEqualTo(wanted);
        assertThat(event.at("/segments/0/get_urls")).isEmpty();
        assertThat(event.at("/segments/0/object_timerange").asText()).isEqualTo("[0:0_1:0)");
    }

    @Test
    void knowsCollectedFlowsFromLooseOnes() throws InterruptedException {
        String loose = client.newFlow();
        String held = client.newFlow();
        String holder = client.newFlow();
        client.send("PUT", "/flows/" + holder + "/flow_collection", "[{\"id\":\"" + held + "\"}]");
        ObjectNode collected = webhook("flows/updated");
        collected.putArray("flow_collected_by_ids").add(holder);
        register(collected);
        ObjectNode uncollected = webhook("flows/updated").put("api_key_value", "loose");
        uncollected.putArray("flow_collected_by_ids");
        uncollected.putArray("flow_ids").add(loose).add(held);
        register(uncollected);

        client.send("PUT", "/flows/" + loose + "/label", "\"L\"");
        client.send("PUT", "/flows/" + held + "/label", "\"H\"");

        assertThat(next(2))
                .extracting(call ->
                        call.key() + " " + call.event().at("/event/flow/id").asText())
                .containsExactlyInAnyOrder("loose " + loose, "s3cret " + held);
    }

    @Test
    void triesAgainUntilItIsHeard() throws InterruptedException {
        refusals.set(2);
        String id = register(webhook("flows/created")).body().path("id").asText();

        String first = client.newFlow();
        String second = client.newFlow();

        assertThat(next(2))
                .extracting(call -> call.event().at("/event/flow/id").asText())
                .containsExactly(first, second);
        assertThat(client.get("/service/webhooks/" + id).body().path("status").asText())
                .isEqualTo("started");
    }

    @Test
    void givesUpOnWhatNeverListensAndStartsAgainWhenTold() throws InterruptedException {
        refusals.set(Deliveries.ATTEMPTS_MAX);
        JsonNode webhook = register(webhook("flows/created")).body();
        String path = "/service/webhooks/" + webhook.path("id").asText();

        client.newFlow();
        JsonNode now = client.get(path).body();
        while (!now.path("status").asText().equals("error")) {
            now = client.get(path).body();
        }
        assertThat(now.at("/error/summary").asText()).contains("503").doesNotContain("s3cret");
        ObjectNode again = ((ObjectNode) now.deepCopy()).without(List.of("error"));
        assertThat(client.send("PUT", path, again.deepCopy().put("status", "disabled"))
                        .status())
                .isEqualTo(400);

        assertThat(client.send("PUT", path, again.put("status", "created")).status())
                .isEqualTo(201);
        String flow = client.newFlow();
        Call call = next(1).get(0);
        assertThat(call.event().at("/event/flow/id").asText()).isEqualTo(flow);
        assertThat(call.key()).as("the secret stays when it is not sent again").isEqualTo("s3cret");
    }

    @Test
    void listsFiltersAndForgets() {
        String id = register(webhook("flows/created")).body().path("id").asText();
        ObjectNode tagged = webhook("flows/created").put("status", "disabled");
        tagged.putObject("tags").put("for", "test");
        register(tagged);

        assertThat(client.get("/service/webhooks").body()).hasSize(2);
        assertThat(client.get("/service/webhooks?tag.for=test").body()).hasSize(1);
        assertThat(client.get("/service/webhooks?limit=1").header("Link")).contains("page=");
        assertThat(client.send("DELETE", "/service/webhooks/" + id, null).status())
                .isEqualTo(204);
        assertThat(client.get("/service/webhooks/" + id).status()).isEqualTo(404);
        assertThat(client.send("DELETE", "/service/webhooks/" + UUID.randomUUID(), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatItCouldNotCall() {
        assertThat(client.send(
                                "POST",
                                "/service/webhooks",
                                webhook("flows/created").put("url", "ftp://x/"))
                        .status())
                .isEqualTo(400);
        assertThat(client.send(
                                "POST",
                                "/service/webhooks",
                                webhook("flows/created").put("api_key_name", "Host"))
                        .status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/service/webhooks", webhook("flows/imagined"))
                        .status())
                .isEqualTo(400);
    }
}
