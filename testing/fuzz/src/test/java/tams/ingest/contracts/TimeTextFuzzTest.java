package tams.ingest.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: times, ranges and fractions are read as they are written, or refused in the declared way. Method: any text. */
class TimeTextFuzzTest {

    static Stream<byte[]> texts() {
        return Stream.of(
                        "0:0",
                        "-1:500000000",
                        "[0:0_6:6000000)",
                        "()",
                        "_",
                        "[3:1]",
                        "30000/1001",
                        "-7",
                        "281474976710655:9",
                        "-9223372036854775808",
                        "-9223372036854775808/3")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("texts")
    @FuzzTest
    void readsWhatItWrites(byte[] input) {
        TimeText.check(new String(input, StandardCharsets.UTF_8));
    }
}
