package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: records of our topics may hold any bytes. Method: the checked-in examples, changed at will. */
class EventJsonFuzzTest {

    /** In the order of {@link EventTypes#ALL}, which must not be loaded here. */
    private static final List<String> EXAMPLES = List.of(
            "feed-defined",
            "chunk-arrived",
            "segment-planned",
            "chunk-refused",
            "outcome",
            "gap-detected",
            "gap-filled",
            "overlap-detected",
            "discontinuity-detected",
            "drift-detected",
            "epoch-anchored",
            "feed-status");

    static Stream<byte[]> events() {
        return IntStream.range(0, EXAMPLES.size()).mapToObj(EventJsonFuzzTest::scripted);
    }

    private static byte[] scripted(int type) {
        try (InputStream example =
                EventJsonFuzzTest.class.getResourceAsStream("/examples/" + EXAMPLES.get(type) + ".json")) {
            var script = new ByteArrayOutputStream();
            script.write(type);
            script.writeBytes(requireNonNull(example, EXAMPLES.get(type)).readAllBytes());
            return script.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("events")
    @FuzzTest
    void readsWhatItWrites(byte[] input) {
        EventBytes.check(input);
    }
}
