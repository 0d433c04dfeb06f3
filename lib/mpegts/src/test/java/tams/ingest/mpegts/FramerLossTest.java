package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.FramerEdgesTest.packets;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Less than a packet is a tail; a whole one without a sync byte is a loss from which nothing comes back. */
    @ParameterizedTest(name = "{0} bytes behind the last packet: {1}")
    @CsvSource({
        "1, 'truncated_tail: 1 bytes at byte 3760 are no whole packet and were ignored'",
        "187, 'truncated_tail: 187 bytes at byte 3760 are no whole packet and were ignored'",
        "188, 'sync_loss: 1 times, first at byte 3760, 188 bytes between packets ignored'",
        "400, 'sync_loss: 1 times, first at byte 3760, 400 bytes between packets ignored'",
        "9000, 'sync_loss: 1 times, first at byte 3760, 9000 bytes between packets ignored'",
    })
    void tellsATailFromALoss(int behind, String warning) {
        feed(Media.join(packets(188, 20), new byte[behind]), 999);

        assertThat(framer.packets()).isEqualTo(20);
        assertThat(warnings()).containsExactly(warning);
    }

    @ParameterizedTest(name = "pieces of {0} bytes")
    @ValueSource(ints = {1, 5000, 20_000, 40_000})
    void saysWhereALossWasWhateverThePieces(int piece) {
        byte[] bytes = Media.join(packets(188, 250), new byte[70], packets(188, 150), new byte[30], packets(188, 5));

        feed(bytes, piece);

        assertThat(framer.packets()).isEqualTo(405);
        assertThat(warnings())
                .containsExactly("sync_loss: 2 times, first at byte 47000, 100 bytes between packets ignored");
    }

    /** What a sink was lent must be given back before the bytes change, and at the end. */
    @Test
    void releasesWhatItLentFromItsOwnMemory() {
        var log = new StringBuilder();
        var own = new PacketFramer(new PacketSink() {
            @Override
            public void packet(byte[] bytes, int at) {
                log.append(bytes.length == 2 * PacketFramer.WINDOW ? 'c' : 'p');
            }

            @Override
            public void release() {
                log.append('!');
            }
        });
        byte[] bytes = packets(188, 100);

        own.push(bytes, 0, 188 * 90 + 100);
        assertThat(log).hasToString("p".repeat(90));
        own.push(bytes, 188 * 90 + 100, 188 + 50);
        own.push(bytes, 188 * 91 + 150, 30);
        own.finish();

        assertThat(log).hasToString("p".repeat(90) + "c!!!");
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
