package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.failureOf;
import static tams.ingest.client.Samples.post;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.TimeRange;

/** What each answer to a registration says of its outcome. */
@Timeout(30)
class RegistrationAnswersTest {

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
}
