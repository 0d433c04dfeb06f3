package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TraceScopeTest {

    private static final String SERVICE = "{\"api_version\":\"8.2\"}";
    private static final String OUTER = "00-11111111111111111111111111111111-2222222222222222-01";
    private static final String INNER = "00-33333333333333333333333333333333-4444444444444444-01";

    @Test
    void goesAlongWithCallsInsideAndWithNoneOutside() throws IOException {
        try (ScriptedStore api = new ScriptedStore()) {
            api.answering(200, SERVICE)
                    .answering(200, SERVICE)
                    .answering(200, SERVICE)
                    .answering(200, SERVICE);
            HttpTamsStore store = api.client(new Credentials.None());

            TraceScope.within(OUTER, store::service);
            assertThat(api.last().header("traceparent")).isEqualTo(OUTER);
            TraceScope.within(OUTER, () -> {
                TraceScope.within(INNER, store::service);
                assertThat(api.last().header("traceparent")).isEqualTo(INNER);
                return store.service();
            });
            assertThat(api.last().header("traceparent")).isEqualTo(OUTER);
            store.service();
            assertThat(api.last().header("traceparent")).isEqualTo("null");
        }
    }

    @Test
    void endsWithWorkThatFails() {
        assertThatThrownBy(() -> TraceScope.within(OUTER, () -> {
                    throw new IllegalStateException("x");
                }))
                .hasMessage("x");

        assertThat(TraceScope.current()).isEmpty();
    }
}
