package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartCodesTest {

    /** Goal: blocks of bytes hide nothing. Method: bytes of few values, compared with a search byte by byte. */
    @ParameterizedTest(name = "values below {0}")
    @ValueSource(ints = {2, 3, 4, 8, 30, 256})
    void findsWhatASearchByteByByteFinds(int values) {
        var random = new Random(values);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(values);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);

            assertThat(StartCodes.findOne(bytes, from, to)).isEqualTo(byteByByte(bytes, from, to));
        }
    }

    private static int byteByByte(byte[] bytes, int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                return i + 2;
            }
        }
        return -1;
    }
}
