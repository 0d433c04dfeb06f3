package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a file's first packet starts, where its last one ends, and what is said of the bytes that are no packets. */
class FramerEdgesTest {

    private final List<Integer> starts = new ArrayList<>();
    private final PacketFramer framer = new PacketFramer((bytes, at) -> starts.add(at));

    @ParameterizedTest(name = "{1} bytes before packets of {0}")
    @CsvSource({
        "188, 1",
        "188, 8191",
        "188, 8192",
        "188, 20000",
        "192, 1",
        "192, 8191",
        "192, 8192",
        "192, 20000",
        "204, 1",
        "204, 8191",
        "204, 8192",
        "204, 20000"
    })
    void saysHowManyBytesComeBeforeTheFirstPacket(int size, int before) {
        byte[] bytes = Media.join(new byte[before], packets(size, 60));

        feed(bytes, bytes.length);

        assertThat(framer.packetSize()).isEqualTo(size);
        assertThat(framer.packets()).isEqualTo(60);
        assertThat(framer.startsEarly()).isEqualTo(before < PacketFramer.WINDOW);
        assertThat(framer.bytes()).isEqualTo(bytes.length);
        assertThat(starts.get(0)).isEqualTo(before + (size == 192 ? 4 : 0));
        assertThat(warnings())
                .containsExactly("starts_mid_packet: " + before + " bytes before the first packet ignored");
    }

    @ParameterizedTest(name = "pieces of {0} bytes")
    @ValueSource(ints = {1, 100, 8191, 8192, 8193, 16_384, 16_385})
    void losesNoByteBetweenPieces(int piece) {
        byte[] bytes = Media.join(new byte[300], packets(188, 200), new byte[77]);

        feed(bytes, piece);

        assertThat(framer.packets()).isEqualTo(200);
        assertThat(framer.bytes()).isEqualTo(bytes.length);
        assertThat(warnings())
                .containsExactly(
                        "starts_mid_packet: 300 bytes before the first packet ignored",
                        "truncated_tail: 77 bytes at byte 37900 are no whole packet and were ignored");
    }

    /** A file of a few packets is one only if it starts with one and nothing but its tail speaks against it. */
    @ParameterizedTest(name = "{0} bytes, sync bytes at {1}: packets of {2} bytes, {3} of them")
    @CsvSource({
        "187, 0, 0, 0",
        "188, 0, 188, 1",
        "188, 1, 0, 0",
        "189, 0, 204, 1",
        "189, 0 188, 188, 1",
        "300, 0, 0, 0",
        "376, 0 188, 188, 2",
        "376, 0 187, 0, 0",
        "564, 0 188, 0, 0",
        "564, 0 188 376, 188, 3",
        "191, 4, 0, 0",
        "192, 4, 192, 1",
        "192, 3, 0, 0",
        "384, 4 196, 192, 2",
        "384, 4, 0, 0",
        "204, 0, 204, 1",
        "392, 0 204, 204, 2",
        "408, 0 204, 204, 2",
        "752, 0 188 376 564, 188, 4",
        "753, 0 188 376 564, 188, 4",
        "753, 0 188 376, 0, 0",
        "1223, 0 188 376 564 752 940 1128, 188, 6",
        "1223, 0 188 376 564, 0, 0",
        "1223, 0 188 376 564 752, 188, 5",
    })
    void believesAFewPacketsOnlyFromTheStart(int bytes, String syncs, int size, int count) {
        byte[] file = new byte[bytes];
        for (String at : syncs.split(" ", -1)) {
            file[Integer.parseInt(at)] = Packets.SYNC;
        }

        feed(file, bytes);

        assertThat(framer.packetSize()).isEqualTo(size);
        assertThat(framer.packets()).isEqualTo(count);
        assertThat(framer.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} sync bytes {1} bytes apart")
    @CsvSource({"4, 188, 0", "5, 188, 188", "4, 192, 0", "5, 192, 192", "4, 204, 0", "5, 204, 204", "9, 190, 0"})
    void takesFiveSyncBytesInARowForPackets(int syncs, int apart, int size) {
        byte[] bytes = new byte[3 * PacketFramer.WINDOW];
        for (int i = 0; i < syncs; i++) {
            bytes[5000 + i * apart] = Packets.SYNC;
        }

        feed(bytes, 1000);

        assertThat(framer.packetSize()).isEqualTo(size);
        assertThat(framer.packets()).isEqualTo(size == 0 ? 0 : 5);
    }

    /** What lies behind the 188 bytes is no part of the packet: the last one is whole without it. */
    @ParameterizedTest(name = "packets of {0} bytes, {1} bytes short")
    @CsvSource({
        "188, 0, 30, 0",
        "188, 1, 29, 187",
        "204, 15, 30, 0",
        "204, 16, 30, 0",
        "204, 17, 29, 187",
        "192, 1, 29, 187"
    })
    void takesTheLastPacketIfItsOwnBytesAreThere(int size, int missing, int count, int tail) {
        byte[] whole = packets(size, 30);

        feed(Arrays.copyOf(whole, whole.length - missing), 700);

        assertThat(framer.packets()).isEqualTo(count);
        assertThat(warnings())
                .isEqualTo(
                        tail == 0
                                ? List.of()
                                : List.of("truncated_tail: " + tail + " bytes at byte "
                                        + (whole.length - missing - tail) + " are no whole packet and were ignored"));
    }

    private void feed(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece) {
            framer.push(bytes, at, Math.min(piece, bytes.length - at));
        }
        framer.finish();
    }

    /** Packets of one byte value but for the sync byte, so that nothing else looks like one. */
    static byte[] packets(int size, int count) {
        byte[] bytes = new byte[size * count];
        Arrays.fill(bytes, (byte) 0x11);
        for (int i = 0; i < count; i++) {
            bytes[i * size + (size == 192 ? 4 : 0)] = Packets.SYNC;
        }
        return bytes;
    }

    private List<String> warnings() {
        var warnings = new Warnings();
        framer.report(warnings);
        return warnings.lines();
    }
}
