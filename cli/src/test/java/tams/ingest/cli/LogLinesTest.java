package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import tams.ingest.contracts.Json;
import tams.ingest.kit.EventCode;

/** Goal: a line has its code and its keys in either form, and shows no secret in any. */
class LogLinesTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("tams.ingest.Some");

    private String line(boolean json, ILoggingEvent event) {
        LogLines lines = new LogLines();
        lines.setContext(context);
        lines.start(json);
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable cause) {
        return new LoggingEvent("x", logger, Level.WARN, message, cause, new Object[0]);
    }

    @Test
    void isOneJsonObjectWithCodeAndKeys() {
        LoggingEvent event = event("two\nlines", new IllegalStateException("why"));
        event.addMarker(EventCode.DEAD_LETTER.marker());
        event.setKeyValuePairs(List.of(new KeyValuePair("flowId", 7), new KeyValuePair("feed", "one")));

        String line = line(true, event);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode object = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(object.path("event.code").asText()).isEqualTo("TI-3102");
        assertThat(object.path("flow_id").asText()).isEqualTo("7");
        assertThat(object.path("feed").asText()).isEqualTo("one");
        assertThat(object.path("log.level").asText()).isEqualTo("WARN");
        assertThat(object.path("message").asText()).isEqualTo("two\nlines");
        assertThat(object.path("error.stack_trace").asText()).contains("IllegalStateException: why", "LogLinesTest");
        assertThat(object.path("@timestamp").asText()).endsWith("Z");
    }

    @Test
    void isTextWithTheCodeBeforeTheWords() {
        LoggingEvent event = event("a record was put on the dead letters", null);
        event.addMarker(EventCode.DEAD_LETTER.marker());
        event.setKeyValuePairs(List.of(new KeyValuePair("feed", "one")));

        assertThat(line(false, event))
                .endsWith("WARN  Some TI-3102 a record was put on the dead letters feed=\"one\"\n");
        assertThat(line(false, event("plain", null))).contains("WARN  Some plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT http://s3/b/k?X-Amz-Date=1&X-Amz-Signature=CANARY&x=1 failed",
                "http://s3/b/k?X-Amz-Credential=CANARY%2F2026&X-Amz-Security-Token=CANARY",
                "http://store/flows?access_token=CANARY",
                "Authorization: Bearer CANARY.CANARY",
                "authorization=[Basic CANARY==]",
                "grant_type=client_credentials&client_secret=CANARY",
                "{\"access_token\":\"CANARY\",\"expires_in\":3600}",
                "password=CANARY",
                "https://user:CANARY@store/x",
            })
    void showsNoSecretInMessagesKeysOrCauses(String words) {
        LoggingEvent event = event(words, new IllegalStateException(words));
        event.setKeyValuePairs(List.of(new KeyValuePair("reason", words)));

        assertThat(line(true, event)).doesNotContain("CANARY").contains("(secret)");
        assertThat(line(false, event)).doesNotContain("CANARY").contains("(secret)");
    }

    @Test
    void leavesOtherWordsAlone() {
        String words = "the basic rule: a token expires; see http://store/flows/1?limit=5&page=2";

        assertThat(line(false, event(words, null))).contains(words);
    }
}
