package tams.ingest.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoreWordsTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("", null, ""),
                Arguments.of("  \n", null, ""),
                Arguments.of(
                        "{\"type\":\"TAMSError\",\"summary\":\"no container\",\"time\":\"t\"}",
                        "TAMSError",
                        "no container"),
                Arguments.of(
                        "{\"type\":\"about:blank\",\"title\":\"Overlap\",\"detail\":\"of [0:0_1:0)\"}",
                        "about:blank",
                        "of [0:0_1:0)"),
                Arguments.of("{\"error\":{\"type\":\"Conflict\",\"title\":\"read only\"}}", "Conflict", "read only"),
                Arguments.of("{\"error\":\"invalid_client\",\"error_description\":\"who?\"}", "invalid_client", "who?"),
                Arguments.of("{\"message\":\"Unauthorized\"}", null, "Unauthorized"),
                Arguments.of("{\"odd\":[1,2]}", null, "{\"odd\":[1,2]}"),
                Arguments.of("\"just text\"", null, "just text"),
                Arguments.of("{ broken", null, "{ broken"),
                Arguments.of("Internal\r\nServer\u0007 Error", null, "Internal Server Error"),
                Arguments.of(
                        "<html><head><style>p{}</style></head><body><h1>502 Bad</h1> Gateway</body></html>",
                        null,
                        "502 Bad Gateway"),
                Arguments.of(
                        "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>Check your key</Message>"
                                + "<SignatureProvided>CANARY</SignatureProvided></Error>",
                        "SignatureDoesNotMatch",
                        "Check your key"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void areFoundInWhateverFormTheyCome(String body, String code, String words) {
        StoreWords found = StoreWords.of(body.getBytes(UTF_8));

        assertThat(found.code()).isEqualTo(code);
        assertThat(found.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expired: https://s3.example/b/o?X-Amz-Signature=CANARY&x=1 sorry | expired: https://s3.example/b/o?… sorry",
                "X-Amz-Signature=CANARY&X=2 | X-Amz-Signature=…&X=2",
                "access_token=CANARY | access_token=…",
                "header was Authorization: Bearer CANARY.abc.def | header was Authorization: Bearer …",
                "client_secret: CANARY | client_secret: …",
            })
    void loseTheirSecrets(String text, String shown) {
        assertThat(StoreWords.clean(text)).isEqualTo(shown).doesNotContain("CANARY");
    }

    @Test
    void areCutToOneLineOfALog() {
        assertThat(StoreWords.of("x".repeat(100_000).getBytes(UTF_8)).words()).hasSize(StoreWords.LENGTH_MAX);
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "99999, PT5M",
        "'Sun, 22 Nov 2026 19:00:30 GMT', PT30S",
        "'Sun, 22 Nov 2026 20:00:00 GMT', PT5M",
    })
    void retryAfterIsSecondsOrADateAndNeverLong(String header, Duration wait) {
        assertThat(StoreErrors.retryAfter(header, Instant.parse("2026-11-22T19:00:00Z")))
                .contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "''", "1e9", "'Sun, 22 Nov 2026 18:00:00 GMT'"})
    void retryAfterThatMeansNothingIsIgnored(String header) {
        assertThat(StoreErrors.retryAfter(header, Instant.parse("2026-11-22T19:00:00Z")))
                .isEmpty();
    }
}
