package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** Deletions that a store finishes in its own time, followed by a clock that the test moves. */
@Timeout(30)
class DeletionsTest {

    private static final UUID REQUEST = UUID.fromString("9f0187c1-419c-44d2-8269-e869ba409462");

    private final List<Duration> pauses = new ArrayList<>();
    private ScriptedStore server;
    private HttpTamsStore store;
    private TamsDeletions deletions;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
        store = server.client();
        Authorizer nobody = new Authorizer(server.url(), new Credentials.None(), null);
        HttpCalls calls = new HttpCalls(HttpCalls.client(StoreOptions.DEFAULT), nobody, StoreLimits.DEFAULT);
        deletions = new HttpDeletions(
                Address.of(server.url()), new MetadataCalls(calls), new Pages(calls, nobody), pauses::add);
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private static String request(String status) {
        return ("{'id':'" + REQUEST + "','flow_id':'" + FLOW + "','timerange_to_delete':'_','delete_flow':true,"
                        + "'status':'" + status + "','error':{'type':'T','summary':'s','time':'now'}}")
                .replace('\'', '"');
    }

    private static DeleteRequest started() {
        return Json.read(request("started").getBytes(StandardCharsets.UTF_8), DeleteRequest.class);
    }

    @Test
    void isTakenFromTheAnswer() {
        server.answering(202, Map.of("Location", "/elsewhere"), request("created"));

        Deletion deletion = store.flows().delete(FLOW);

        assertThat(deletion.state()).isEqualTo(Deletion.State.UNDER_WAY);
        assertThat(deletion.request()).extracting(DeleteRequest::status).isEqualTo("created");
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/flow-delete-requests/x", "../../flow-delete-requests/x"})
    void isFetchedWhereTheAnswerIsEmptyAndSaysWhereItIs(String location) {
        server.answering(202, Map.of("Location", location), "{}").answering(200, request("started"));

        Deletion deletion = store.segments().delete(FLOW, TimeRange.ETERNITY);

        assertThat(deletion.request()).isEqualTo(started());
        assertThat(server.last().uri()).hasPath("/flow-delete-requests/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example/x", "ht tp:bad", ""})
    void isNotLookedForAtAnotherOrigin(String location) {
        server.answering(202, Map.of("Location", location), "");

        StoreException error = failureOf(() -> store.flows().delete(FLOW));

        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void areFollowedToTheEndAtGrowingIntervals() {
        for (int i = 0; i < 6; i++) {
            server.answering(200, request("started"));
        }
        server.answering(200, request("done"));

        DeleteRequest last = deletions.follow(started(), Duration.ofMinutes(5));

        assertThat(last.isOver()).isTrue();
        assertThat(last.isFailed()).isFalse();
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
    }

    @Test
    void areLeftToTheStoreWhenPatienceEnds() {
        server.answering(200, request("started")).answering(200, request("started"));

        DeleteRequest last = deletions.follow(started(), Duration.ofMillis(700));

        assertThat(last.isOver()).isFalse();
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 450L);
    }

    @Test
    void sayWhatWentWrong() {
        server.answering(200, request("error"));

        DeleteRequest last = deletions.follow(started(), Duration.ofMinutes(1));

        assertThat(last.isFailed()).isTrue();
        assertThat(last.error()).hasToString("T: s");
    }

    @Test
    void thatTheStoreHasForgottenAreNotTakenForDone() {
        server.answering(404, "");

        StoreException error = failureOf(() -> deletions.follow(started(), Duration.ofMinutes(1)));

        assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        assertThat(error).hasMessageContaining(FLOW.toString());
    }

    @Test
    void neverDeleteEverythingBecauseARangeIsEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.segments().delete(FLOW, TimeRange.NEVER));
        assertThat(server.asked).isEmpty();
    }
}
