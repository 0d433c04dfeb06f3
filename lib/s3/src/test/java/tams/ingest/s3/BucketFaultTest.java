package tams.ingest.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an S3 may do to us: throttle, refuse, cut connections, change what is being read. */
class BucketFaultTest {

    private static final String EMPTY_LISTING = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    private ScriptedS3 s3;
    private Path place;
    private Bucket bucket;

    @BeforeEach
    void start() throws IOException {
        s3 = new ScriptedS3();
        place = S3Server.place(s3.endpoint(), "drop", "site");
        bucket = Bucket.of(place).orElseThrow();
    }

    @AfterEach
    void stop() {
        bucket.close();
        s3.close();
    }

    private String read() throws IOException {
        try (var in = Files.newInputStream(place.resolve("a.ts"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void goesOnWhereAConnectionBrokeOnConditionThatItIsStillTheSame() throws IOException {
        s3.thenCut("0123456789", 4, "v1").thenObject(206, "456789", "v1");
        assertThat(read()).isEqualTo("0123456789");
        assertThat(s3.asked).containsExactly("GET range=null if-match=null", "GET range=bytes=4- if-match=\"v1\"");
    }

    @Test
    void neverGoesOnWithOtherContent() {
        s3.thenCut("0123456789", 4, "v1").thenError(412, "PreconditionFailed");
        assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class).hasMessageContaining("other content");
    }

    @Test
    void givesUpOnAConnectionThatBringsNothingTimeAfterTime() {
        for (int i = 0; i <= ObjectChannel.BREAKS_MAX; i++) {
            s3.thenCut("0123456789", 0, "v1");
        }
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
        assertThat(s3.asked).hasSize(ObjectChannel.BREAKS_MAX);
    }

    @Test
    void triesAgainWhenThrottledAndForgetsTheTroubleOnceItIsOver() throws IOException {
        s3.thenError(503, "SlowDown").thenError(503, "SlowDown").then(exchange -> {
            byte[] bytes = EMPTY_LISTING.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        bucket.check(place);
        assertThat(s3.asked).hasSize(3);
        assertThat(bucket.trouble()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, true",
        "403, SignatureDoesNotMatch, true",
        "400, InvalidBucketName, true",
        "404, NoSuchBucket, true",
        "301, PermanentRedirect, true",
        "501, NotImplemented, false"
    })
    void tellsRefusalsFromTroubleThatPasses(int status, String code, boolean isRefused) {
        for (int i = 0; i < 5; i++) {
            s3.thenError(status, code);
        }
        assertThatThrownBy(() -> bucket.check(place))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.isRefused()).isEqualTo(isRefused))
                .hasMessageContaining(status + " " + code)
                .hasMessageNotContaining("secret words")
                .hasMessageNotContaining("test-");
        assertThat(bucket.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains(code));
    }

    @Test
    void deletesWithoutTheConditionWhereAnS3DoesNotKnowIt() throws IOException {
        s3.thenObject(200, "", "v1")
                .thenError(501, "NotImplemented")
                .then(exchange -> exchange.sendResponseHeaders(204, -1));
        bucket.delete(place.resolve("a.ts"), new ObjectVersion("v1"));
        assertThat(s3.asked)
                .containsExactly(
                        "HEAD range=null if-match=null",
                        "DELETE range=null if-match=\"v1\"",
                        "DELETE range=null if-match=null");
    }

    @Test
    void anS3ThatIsNotThereIsTroubleThatPasses() {
        s3.close();
        assertThatThrownBy(() -> bucket.check(place))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.isRefused()).isFalse())
                .hasMessageContaining("ConnectException")
                .hasMessageContaining("drop.s3.endpoint");
    }
}
