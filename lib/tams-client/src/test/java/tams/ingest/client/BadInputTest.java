package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;
import static tams.ingest.client.Samples.failureOf;
import static tams.ingest.client.Samples.post;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.TimeRange;

/** Goal: whatever is wrong, the message says which call, what came back and what to do, and no secret. */
@Timeout(60)
class BadInputTest {

    private static final String TEN_MEGABYTES = "x".repeat(10 << 20);

    private ScriptedStore server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A call, the answer to it, and what the message has to say. */
    private record Wrong(
            String what,
            Credentials credentials,
            int status,
            Map<String, String> headers,
            String body,
            Consumer<TamsApi> call,
            List<String> said) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Wrong wrong(String what, int status, String body, Consumer<TamsApi> call, String... said) {
        return new Wrong(what, new Credentials.None(), status, Map.of(), body, call, List.of(said));
    }

    private static Wrong denied(Credentials credentials, String... said) {
        return new Wrong(
                credentials.getClass().getSimpleName(),
                credentials,
                401,
                Map.of(),
                "",
                TamsApi::service,
                List.of(said));
    }

    static Stream<Wrong> answers() {
        Secret secret = new Secret("CANARY");
        return Stream.of(
                denied(new Credentials.None(), "GET ", "/service", "401", "tams.auth.type"),
                denied(new Credentials.Basic("u", secret), "401", "tams.auth.username and tams.auth.password"),
                denied(new Credentials.Bearer(secret), "401", "tams.auth.token: it is wrong or has expired"),
                denied(new Credentials.UrlToken(secret), "401", "tams.auth.token: it is wrong or has expired"),
                new Wrong(
                        "missing scope",
                        new Credentials.Bearer(secret),
                        403,
                        Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"tams-api/write\""),
                        "",
                        api -> api.setFlowLabel(FLOW, "x"),
                        List.of("PUT ", "/label", "403", "check tams.auth.scope: the token lacks tams-api/write")),
                wrong(
                        "missing scope in the body",
                        403,
                        "{\"error\":\"insufficient_scope\"}",
                        TamsApi::service,
                        "tams.auth.scope"),
                wrong(
                        "a path that a gateway does not know",
                        403,
                        "{\"message\":\"Missing Authentication Token\"}",
                        TamsApi::service,
                        "check tams.url, stage and version included"),
                wrong("no API at the URL", 404, "<html>", TamsApi::service, "404", "no TAMS API at tams.url"),
                wrong("no webhooks", 404, "", api -> api.webhooks().list(), "404", "the store has no webhooks"),
                wrong(
                        "a Flow without container",
                        400,
                        "{\"message\":\"container not set\"}",
                        api -> api.allocate(FLOW, StorageRequest.ofCount(1)),
                        "/storage (allocate) answered 400 'container not set'",
                        "check that the Flow has a container"),
                wrong(
                        "segments for a Flow without container",
                        400,
                        "no",
                        api -> api.register(FLOW, List.of(post("o", "[0:0_1:0)"))),
                        "/segments (register) answered 400 'no'",
                        "look before repeating",
                        "check that the Flow has a container"),
                wrong(
                        "an object id with a slash behind a proxy",
                        400,
                        "ambiguous path",
                        api -> api.object("a/b"),
                        "/objects/a%2Fb",
                        "a proxy or store on the way may not take"),
                wrong("a body of 10 MB", 200, TEN_MEGABYTES, TamsApi::service, "longer than 1048576 bytes"),
                wrong("an error of 10 MB", 500, TEN_MEGABYTES, TamsApi::service, "500", "xxx", "try again later"),
                wrong(
                        "a list of 17 MB",
                        200,
                        TEN_MEGABYTES + "x".repeat(7 << 20),
                        api -> api.flows(FlowQuery.ALL),
                        "longer than 16777216 bytes"),
                wrong("a redirect", 302, "", TamsApi::service, "302", "name the final URL"),
                wrong("too much at once", 413, "", api -> api.setFlowLabel(FLOW, "x"), "larger than the store takes"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isAnsweredWithWhatToDo(Wrong wrong) {
        server.answering(wrong.status(), wrong.headers(), wrong.body());

        StoreException error = failureOf(() -> wrong.call().accept(server.client(wrong.credentials())));

        assertThat(error).hasMessageContainingAll(wrong.said().toArray(String[]::new));
        assertThat(error.toString()).doesNotContain("CANARY").hasSizeLessThan(900);
    }

    @ParameterizedTest
    @CsvSource({"6.0, upgrade the store", "9.1, upgrade tams-ingest", "0.9, upgrade the store"})
    void aVersionThatIsNotKnownIsObjectedTo(String version, String todo) {
        server.answering(200, "{\"api_version\":\"" + version + "\"}");

        assertThat(server.client().service().objection())
                .hasValueSatisfying(said -> assertThat(said).contains(version, todo, "tams.url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0", "8.0", "8.2", "8.17"})
    void aVersionThatIsKnownIsNot(String version) {
        server.answering(
                200, "{\"api_version\":\"" + version + "\",\"event_stream_mechanisms\":[{\"name\":\"webhooks\"}]}");

        Service service = server.client().service();

        assertThat(service.objection()).isEmpty();
        assertThat(service.hasWebhooks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "[5:0_5:0)", "(5:0_5:0]"})
    void anEmptyTimeRangeIsNeverRegistered(String timerange) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> post("object-1", timerange))
                .withMessageContaining("object-1");
    }

    @Test
    void aTimeRangeThatIsUpsideDownIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> post("o", "[5:0_1:0)"))
                .withMessageContainingAll("[5:0_1:0)", "the end lies before the start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../../flows", "a?b#c", "ü %"})
    void anObjectIdIsOneStepOfThePathWhateverItIs(String id) {
        server.answering(404, "");

        assertThat(server.client().objects().find(id, ObjectQuery.ALL)).isEmpty();
        assertThat(server.last().uri().getRawPath().split("/", -1)).hasSize(3).startsWith("", "objects");
    }

    /** A hostile error body must not keep a lane busy: it took minutes when words were searched for without a bound. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "://", "<", "<script", "token", "{", "[", "\"", "é", "bearer "})
    void anErrorBodyCostsLittleWhateverItRepeats(String part) {
        byte[] body = part.repeat((64 << 10) / part.length()).getBytes(StandardCharsets.UTF_8);

        assertThat(assertTimeout(
                                Duration.ofSeconds(20),
                                () -> StoreWords.of(body).words())
                        .length())
                .isLessThanOrEqualTo(StoreWords.LENGTH_MAX);
    }

    @Test
    void aStoreThatIsNotThereSaysSo() {
        URI nobody = server.url();
        server.close();

        assertThat(failureOf(() -> HttpTamsStore.open(nobody, new Credentials.None())
                        .segments()
                        .list(SOURCE, SegmentQuery.overlapping(TimeRange.ETERNITY))))
                .hasMessageContainingAll("could not connect", "check that the store runs");
    }
}
