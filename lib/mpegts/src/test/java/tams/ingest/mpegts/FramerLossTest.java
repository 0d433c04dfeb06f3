package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.FramerEdgesTest.packets;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where packets are lost, where they go on, and what is said of the bytes between. */
class FramerLossTest {

    private final PacketFramer framer = new PacketFramer((bytes, at) -> {});

    @Test
    void countsEveryLossAndSaysWhereTheFirstOneWas() {
        byte[] ten = packets(188, 10);
        byte[] bytes = Media.join(ten, new byte[100], ten, new byte[500], ten, new byte[3], ten);

        for (int piece : new int[] {1, 777, bytes.length}) {
            var own = new PacketFramer((packet, at) -> {});
            for (int at = 0; at < bytes.length; at += piece) {
                own.push(bytes, at, Math.min(piece, bytes.length - at));
            }
            own.finish();
            var warnings = new Warnings();
            own.report(warnings);

            assertThat(own.packets()).isEqualTo(40);
            assertThat(own.bytes()).isEqualTo(bytes.length);
            assertThat(warnings.lines())
                    .containsExactly("sync_loss: 3 times, first at byte 1880, 603 bytes between packets ignored");
        }
    }

    @ParameterizedTest(name = "packets of {0} bytes, the last one {1} bytes short")
    @CsvSource({"188, 0, 1", "188, 1, 0", "204, 0, 1", "204, 16, 1", "204, 8, 0"})
    void takesALastPacketBehindALossIfItEndsTheFile(int size, int missing, int found) {
        byte[] last = Arrays.copyOf(packets(size, 1), size - missing);
        byte[] bytes = Media.join(packets(size, 20), new byte[50], last);

        feed(bytes, bytes.length);

        assertThat(framer.packets()).isEqualTo(20 + found);
    }

    @Test
    void ignoresASyncByteWithoutAnotherOnePacketOn() {
        byte[] stray = new byte[500];
        stray[100] = Packets.SYNC;
        byte[] bytes = Media.join(packets(188, 20), stray, packets(188, 20));

        feed(bytes, 333);

        assertThat(framer.packets()).isEqualTo(40);
        assertThat(warnings())
                .containsExactly("sync_loss: 1 times, first at byte 3760, 500 bytes between packets ignored");
    }

    private void feed(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece) {
            framer.push(bytes, at, Math.min(piece, bytes.length - at));
        }
        framer.finish();
    }

    private List<String> warnings() {
        var warnings = new Warnings();
        framer.report(warnings);
        return warnings.lines();
    }
}
