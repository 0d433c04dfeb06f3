package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deletions larger than a client waits for. */
@Timeout(120)
class DeletionsTest {

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    /** A Flow of so many Segments of one second, all of one object held elsewhere. */
    private String longFlow(int thousands) {
        String flow = client.newFlow();
        for (int thousand = 0; thousand < thousands; thousand++) {
            ArrayNode segments = Documents.object().putArray("segments");
            for (int i = 0; i < 1_000; i++) {
                int at = thousand * 1_000 + i;
                ObjectNode segment = StoreClient.segment(flow, "[" + at + ":0_" + (at + 1) + ":0)");
                segment.put("ts_offset", at + ":0");
                if (at == 0) {
                    segment.putArray("get_urls")
                            .addObject()
                            .put("url", "http://x.example/")
                            .put("label", "x");
                }
                segments.add(segment);
            }
            assertThat(client.send("POST", "/flows/" + flow + "/segments", segments)
                            .status())
                    .isEqualTo(201);
        }
        return flow;
    }

    private StoreClient.Reply finished(String location) {
        StoreClient.Reply reply = client.get(location);
        while (reply.status() == 200 && !reply.body().path("status").asText().matches("done|error")) {
            Thread.onSpinWait();
            reply = client.get(location);
        }
        return reply;
    }

    @Test
    void answersAtOnceAndDeletesAllTheSame() {
        String flow = longFlow(4);

        var reply = client.send("DELETE", "/flows/" + flow + "/segments", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).startsWith("http://");
        assertThat(reply.body().path("flow_id").asText()).isEqualTo(flow);
        assertThat(reply.body().path("delete_flow").asBoolean()).isFalse();
        assertThat(reply.body().path("timerange_to_delete").asText()).isEqualTo("_");
        var done = finished(reply.header("Location"));
        assertThat(done.body().path("status").asText()).isEqualTo("done");
        assertThat(done.body().path("timerange_remaining").asText()).isEqualTo("()");
        assertThat(client.send("HEAD", reply.header("Location"), null).status()).isEqualTo(200);
        assertThat(client.get("/flows/" + flow + "/segments").body()).isEmpty();
        assertThat(client.get("/flows/" + flow).status()).isEqualTo(200);
        assertThat(client.get("/objects/" + flow).status()).isEqualTo(404);
        assertThat(client.get("/flow-delete-requests?sort_by=expiry").body()).isNotEmpty();

        STORE.moveClock(Duration.ofHours(2));
        client.send("DELETE", "/flows/" + longFlow(3), null);
        assertThat(eventuallyForgotten(reply.header("Location"))).isEqualTo(404);
    }

    private int eventuallyForgotten(String location) {
        int status = 200;
        while (status == 200) {
            status = client.get(location).status();
        }
        return status;
    }

    @Test
    void takesTheFlowAwayWithItsLastSegment() {
        String flow = longFlow(4);

        var reply = client.send("DELETE", "/flows/" + flow, null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().path("delete_flow").asBoolean()).isTrue();
        assertThat(finished(reply.header("Location")).body().path("status").asText())
                .isEqualTo("done");
        assertThat(client.get("/flows/" + flow).status()).isEqualTo(404);
        assertThat(client.send("PUT", "/flows/" + flow, StoreClient.videoFlow(flow))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void keepsADyingFlowFromGrowing() {
        Instant now = Instant.EPOCH;
        Flow dying = new Flow("f", "s", Documents.object(), now, now, null, true);

        assertThatThrownBy(dying::writable).hasMessageContaining("being deleted");
    }

    @Test
    void deletesSmallThingsWhileTheClientWaits() {
        String flow = longFlow(1);

        assertThat(client.send("DELETE", "/flows/" + flow + "/segments", null).status())
                .isEqualTo(204);
        assertThat(client.get("/flow-delete-requests/none").status()).isEqualTo(404);
    }
}
