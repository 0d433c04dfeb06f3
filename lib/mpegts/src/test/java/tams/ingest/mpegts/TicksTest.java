package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @ParameterizedTest(name = "{0} next to {1} is {2}")
    @CsvSource({
        "100, 0, 100",
        "0, 8589934591, 8589934592",
        "22500, 8589780842, 8589957092",
        "8589934591, 0, -1",
        "8589934591, 8589934592, 8589934591",
        "5, 25769803776, 25769803781",
        "4294967295, 0, 4294967295",
        "4294967296, 0, -4294967296",
    })
    void unwrapsToTheNearest(long raw, long reference, long unwrapped) {
        assertThat(Ticks.nearest(raw, reference)).isEqualTo(unwrapped);
    }
}
