package tams.ingest.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what a newer release writes is read as what this one can do about it, and never guessed at. */
class NewerWriterTest {

    private static <T extends Event> T readWith(Class<T> type, String value, String newer) {
        Event sample =
                EventSamples.all().stream().filter(type::isInstance).findFirst().orElseThrow();
        String json = Json.text(sample);
        assertThat(json).contains('"' + value + '"');
        return Json.read(json.replace('"' + value + '"', '"' + newer + '"').getBytes(UTF_8), type);
    }

    @Test
    void takesAnUnknownStateForAnOpenOneSoThatNothingIsDoneToTheFile() {
        Outcome line = readWith(Outcome.class, "registered", "vaulted");

        assertThat(line.state()).isEqualTo(Outcome.State.PENDING);
        assertThat(line.state().isTerminal()).isFalse();
    }

    @Test
    void parksWhatIsRefusedForAReasonOfItsOwn() {
        ChunkRefused refused = readWith(ChunkRefused.class, "conflict", "postponed");

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.UNMAPPED);
        assertThat(refused.cause()).isEqualTo("OVERLAP");
    }

    @Test
    void takesAnUnknownKindOfStreamForData() {
        ChunkArrived chunk = readWith(ChunkArrived.class, "audio", "haptics");

        assertThat(requireNonNull(chunk.measurement()).streams())
                .extracting(Measurement.Stream::type)
                .isEqualTo(List.of(Measurement.Kind.VIDEO, Measurement.Kind.DATA));
    }

    @Test
    void takesALetterForSettledWhateverWasDoneWithIt() {
        OperatorActed act = readWith(OperatorActed.class, "redrive", "forward");

        assertThat(act.letter()).isNotNull();
    }

    /** Another origin would give other times: such a feed waits for a release that knows it. */
    @ParameterizedTest
    @CsvSource({"zero, moon", "tai, ut1", "archive, shred", "rename, magic", "muxed, smell"})
    void refusesAFeedThatAsksForWhatItCannotDo(String value, String newer) {
        assertThatThrownBy(() -> readWith(FeedDefined.class, value, newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(newer);
    }
}
