package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketFramerTest {

    private final List<Integer> seen = new ArrayList<>();
    private final PacketFramer framer = new PacketFramer((bytes, at) -> seen.add(Packets.pid(bytes, at)));

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {188, 192, 204})
    void findsPacketsOfEverySizeInPiecesOfAnySize(int size) {
        for (long seed = 0; seed < 20; seed++) {
            seen.clear();
            var own = new PacketFramer((bytes, at) -> seen.add(Packets.pid(bytes, at)));
            push(own, packets(size, 300), new Random(seed), seed % 2 == 0 ? 7 : 30_000);

            assertThat(own.packetSize()).isEqualTo(size);
            assertThat(seen).as("seed %d", seed).isEqualTo(numbers(0, 300));
            assertThat(warnings(own)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {188, 192, 204})
    void findsTheFewestPackets(int size) {
        for (int count = 1; count <= 8; count++) {
            seen.clear();
            var own = new PacketFramer((bytes, at) -> seen.add(Packets.pid(bytes, at)));
            push(own, packets(size, count), new Random(count), 500);

            assertThat(seen).isEqualTo(numbers(0, count));
        }
    }

    @Test
    void startsAtTheFirstWholePacket() {
        byte[] bytes = packets(188, 100);

        push(framer, Arrays.copyOfRange(bytes, 100, bytes.length), new Random(1), 1000);

        assertThat(seen).isEqualTo(numbers(1, 100));
        assertThat(warnings(framer)).containsExactly("starts_mid_packet: 88 bytes before the first packet ignored");
    }

    @Test
    void saysHowManyBytesOfTheTailAreNoPacket() {
        byte[] bytes = packets(188, 100);

        push(framer, Arrays.copyOf(bytes, bytes.length - 112), new Random(1), 1000);

        assertThat(seen).isEqualTo(numbers(0, 99));
        assertThat(warnings(framer))
                .containsExactly("truncated_tail: 76 bytes at byte 18612 are no whole packet and were ignored");
    }

    @Test
    void findsThePacketsAgainAfterMissingBytes() {
        byte[] bytes = packets(188, 100);
        byte[] holed =
                Media.join(Arrays.copyOf(bytes, 188 * 50 + 40), Arrays.copyOfRange(bytes, 188 * 51, bytes.length));

        push(framer, holed, new Random(1), 1000);

        // The packet that was cut is handed on with the beginning of the next one as its tail: its size says nothing.
        assertThat(seen).containsAll(numbers(0, 51)).containsAll(numbers(52, 100));
        assertThat(warnings(framer)).singleElement().asString().startsWith("sync_loss: 1 times, first at byte 9588, ");
    }

    @Test
    void passesOverForeignBytesBetweenPackets() {
        byte[] bytes = packets(188, 100);
        byte[] foreign = Media.join(
                Arrays.copyOf(bytes, 188 * 50), new byte[3000], Arrays.copyOfRange(bytes, 188 * 50, bytes.length));

        push(framer, foreign, new Random(1), 1000);

        assertThat(seen).isEqualTo(numbers(0, 100));
        assertThat(warnings(framer))
                .containsExactly("sync_loss: 1 times, first at byte 9400, 3000 bytes between packets ignored");
    }

    @Test
    void takesTheLastPacketEvenIfTheOneBeforeIsDamaged() {
        byte[] bytes = packets(188, 20);
        bytes[18 * 188] = 0;

        push(framer, bytes, new Random(1), 1000);

        assertThat(seen).containsAll(numbers(0, 18)).doesNotContain(18).contains(19);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsNoPacketsInNoise(long seed) {
        byte[] noise = new byte[100_000];
        new Random(seed).nextBytes(noise);

        push(framer, noise, new Random(seed), 5000);

        assertThat(framer.packets()).isZero();
        assertThat(framer.bytes()).isEqualTo(noise.length);
    }

    private static void push(PacketFramer framer, byte[] bytes, Random random, int pieceMax) {
        int at = 0;
        while (at < bytes.length) {
            int piece = Math.min(1 + random.nextInt(pieceMax), bytes.length - at);
            framer.push(bytes, at, piece);
            at += piece;
        }
        framer.finish();
    }

    private static byte[] packets(int size, int count) {
        var out = new ByteArrayOutputStream();
        var random = new Random(size);
        for (int i = 0; i < count; i++) {
            byte[] packet = new byte[188];
            random.nextBytes(packet);
            packet[0] = 0x47;
            packet[1] = (byte) (i >> 8);
            packet[2] = (byte) i;
            out.writeBytes(new byte[size == 192 ? 4 : 0]);
            out.writeBytes(packet);
            out.writeBytes(new byte[size == 204 ? 16 : 0]);
        }
        return out.toByteArray();
    }

    private static List<Integer> numbers(int from, int to) {
        return java.util.stream.IntStream.range(from, to).boxed().toList();
    }

    private static List<String> warnings(PacketFramer framer) {
        var warnings = new Warnings();
        framer.report(warnings);
        return warnings.lines();
    }
}
