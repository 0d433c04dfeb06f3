package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: a script says exactly which call goes wrong and how, and what cannot be read is not ignored. */
class FaultScriptTest {

    @Test
    void hitsTheCallsThatItNames() {
        WrittenScript script = WrittenScript.parse("""
                # a burst, and one that hangs
                register 3..4   refuse 429 retry-after=2s
                register every 5  late pause=800ms
                upload   1      refuse 400 code=BadDigest   # as S3 says it
                """);

        assertThat(IntStream.rangeClosed(1, 10)
                        .filter(number -> script.at(StoreCall.REGISTER, number).isPresent()))
                .containsExactly(3, 4, 5, 10);
        assertThat(script.at(StoreCall.REGISTER, 3)).contains(Fault.refuse(429).retryAfter(Duration.ofSeconds(2)));
        assertThat(script.at(StoreCall.REGISTER, 5))
                .contains(Fault.of(Fault.Kind.LATE).pausing(Duration.ofMillis(800)));
        assertThat(script.at(StoreCall.UPLOAD, 1)).contains(Fault.refuse(400).coded("BadDigest"));
        assertThat(script.at(StoreCall.ALLOCATE, 3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "registers 1 refuse, no call is named registers",
        "register 1 explode, no fault is named explode",
        "register refuse, expected CALL",
        "register 0 refuse, counted from 1",
        "register 4..3 refuse, counted from 1",
        "register 1 refuse 999, not an HTTP status",
        "register 1 late pause=soon, not a duration",
        "register 1 late until=noon, expected a status"
    })
    void saysWhichLineCannotBeReadAndWhy(String line, String why) {
        assertThatThrownBy(() -> WrittenScript.parse("upload 1 early\n" + line))
                .hasMessageContaining("line 2")
                .hasMessageContaining(why);
    }

    @Test
    void knowsAWordForEveryKindAndCall() {
        for (Fault.Kind kind : Fault.Kind.values()) {
            assertThat(Fault.Kind.ofWord(kind.word())).contains(kind);
        }
        for (StoreCall call : StoreCall.values()) {
            assertThat(StoreCall.ofWord(call.word())).contains(call);
        }
    }

    @Test
    void drawsTheSameFaultsFromTheSameSeedAndAboutAsManyAsAsked() {
        WrittenScript menu = WrittenScript.parse("register 1 cut-after\nregister 1 refuse 503\nupload 1 early");
        FaultScript script = FaultScript.seeded(7, 200, menu);
        FaultScript again = FaultScript.seeded(7, 200, menu);

        List<Optional<Fault>> drawn = IntStream.rangeClosed(1, 1_000)
                .mapToObj(number -> script.at(StoreCall.REGISTER, number))
                .toList();

        assertThat(IntStream.rangeClosed(1, 1_000).mapToObj(number -> again.at(StoreCall.REGISTER, number)))
                .isEqualTo(drawn);
        assertThat(drawn.stream().filter(Optional::isPresent).count()).isBetween(150L, 250L);
        assertThat(drawn).contains(Optional.of(Fault.of(Fault.Kind.CUT_AFTER)), Optional.of(Fault.refuse(503)));
        assertThat(script.at(StoreCall.SEGMENTS, 1)).isEmpty();
    }
}
