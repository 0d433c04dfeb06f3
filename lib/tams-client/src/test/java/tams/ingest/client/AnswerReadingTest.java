package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.TimeRange;

/** Answers read with a limit, with doubt and with words for whoever has to act. */
@Timeout(30)
class AnswerReadingTest {

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
    void readsTheServiceOfAStoreBefore81AsTheLeastThatIsAllowed() {
        server.answering(200, "{\"type\":\"urn:x-tams:service\",\"api_version\":\"7.0\",\"media_store\":{}}");

        Service service = store.service();

        assertThat(service.majorVersion()).isEqualTo(7);
        assertThat(service.objectTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(service.urlTimeout()).isEqualTo(Duration.ofSeconds(30));
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
