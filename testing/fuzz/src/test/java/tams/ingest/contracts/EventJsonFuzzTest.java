package tams.ingest.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: records of our topics may hold any bytes. Method: real events, changed at will. */
class EventJsonFuzzTest {

    static Stream<byte[]> events() {
        return EventBytes.samples();
    }

    @MethodSource("events")
    @FuzzTest
    void readsWhatItWrites(byte[] input) {
        EventBytes.check(input);
    }
}
