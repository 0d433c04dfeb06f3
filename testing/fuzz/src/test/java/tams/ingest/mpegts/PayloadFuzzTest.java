package tams.ingest.mpegts;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.fuzz.Script;

/**
 * Goal: parameter sets, headers and frames of every codec may say anything. Method: any payload under a chosen stream type
 * and with chosen times, in packets and tables that are right.
 */
class PayloadFuzzTest {

    private static final int[] TYPES = {
        0x1B, 0x24, 0x33, 0x01, 0x02, 0x03, 0x04, 0x0F, 0x11, 0x81, 0x87, 0x06, 0x15, 0x86
    };
    private static final int PACKETS_MAX = 16;

    static Stream<byte[]> payloads() {
        byte[] picture = Media.picture(true, 2, 0);
        byte[] next = Media.picture(false, 0, 1);
        return Stream.of(
                Media.join(new byte[] {0}, pes(picture, 0), pes(next, 3_003), pes(next, 6_006)),
                Media.join(
                        new byte[] {1},
                        pes(new byte[] {0, 0, 1, 0x42, 1, 1, 1, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x5D}, 9)),
                Media.join(
                        new byte[] {4},
                        pes(new byte[] {0, 0, 1, (byte) 0xB3, 0x2D, 2, 0x40, 0x33, 0, 0, 1, 0, 0, 0x0F}, 9)),
                Media.join(new byte[] {7}, pes(Media.adts(3, 3, 40), 0), pes(Media.adts(3, 4, 40), 5_760)),
                Media.join(new byte[] {5}, pes(new byte[] {-1, -3, (byte) 0x84, 4, 0, 0}, 0)),
                Media.join(new byte[] {9}, pes(new byte[] {0x0B, 0x77, 0, 0, 0x1C, 0x40}, 0)));
    }

    private static byte[] pes(byte[] payload, int ticks) {
        byte[] head = {(byte) (ticks >> 8), (byte) ticks, (byte) (payload.length >> 8), (byte) payload.length};
        return Media.join(new byte[] {1}, head, payload);
    }

    @DictionaryEntries({
        "\\x00\\x00\\x01\\x67",
        "\\x00\\x00\\x01\\x68",
        "\\x00\\x00\\x01\\x65",
        "\\x00\\x00\\x01\\x41",
        "\\x00\\x00\\x01\\x06",
        "\\x00\\x00\\x01\\x09",
        "\\x00\\x00\\x01\\x40\\x01",
        "\\x00\\x00\\x01\\x42\\x01",
        "\\x00\\x00\\x01\\x26\\x01",
        "\\x00\\x00\\x01\\xB3",
        "\\x00\\x00\\x01\\xB5",
        "\\x00\\x00\\x03",
        "\\xFF\\xF1",
        "\\xFF\\xFD",
        "\\x56\\xE0",
        "\\x0B\\x77",
        "\\x7F\\xE0",
        "\\x7F\\xFE\\x80\\x01"
    })
    @MethodSource("payloads")
    @FuzzTest
    void readsAnyPayload(byte[] input) {
        Script script = new Script(input);
        var ts = new TsWriter().tables(TYPES[script.below(TYPES.length)], 256);
        for (int i = 0; i < PACKETS_MAX && !script.isOver(); i++) {
            int kind = script.next();
            long ticks = script.number((kind & 2) == 0 ? 2 : 5);
            byte[] payload = script.take((int) script.number(2));
            if ((kind & 1) == 0) {
                ts.video(256, TsWriter.NO_TIME, TsWriter.NO_TIME, payload);
            } else {
                ts.video(256, ticks, (kind & 4) == 0 ? TsWriter.NO_TIME : ticks - 3_003, payload);
            }
        }

        Sound.check(ts.bytes(), 60);
    }
}
