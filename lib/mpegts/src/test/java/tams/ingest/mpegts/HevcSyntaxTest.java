package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units of H.265 by their type, and sequence parameter sets written by seed. */
class HevcSyntaxTest {

    /** NAL unit types that open an access unit when they follow its last slice (H.265, 7.4.2.4.4). */
    private static final List<Integer> OPENING =
            List.of(32, 33, 34, 35, 39, 41, 42, 43, 44, 48, 49, 50, 51, 52, 53, 54, 55);

    static Stream<Long> seeds() {
        return LongStream.range(0, 40).boxed();
    }

    @Test
    void asksForAsMuchOfAUnitAsItsTypeNeeds() {
        var syntax = new HevcSyntax(new Pictures(new TimestampBudget()));

        assertThat(IntStream.range(0, 64).map(type -> syntax.headBytes(type << 1)))
                .containsExactlyElementsOf(IntStream.range(0, 64)
                        .map(type ->
                                type < 32 ? 3 : type == 33 ? VideoEssence.HEAD_MAX : OPENING.contains(type) ? 2 : 0)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheSizeBehindSubLayers(long seed) {
        var random = new Random(seed);
        int layers = random.nextInt(7);
        var bits = new BitWriter().bits(4, 0).bits(3, layers).bits(1, 1).bits(3, random.nextInt(8));
        int profile = random.nextInt(32);
        bits.bits(5, profile)
                .bits(32, random.nextInt())
                .bits(32, -1)
                .bits(16, 0)
                .bits(8, 120);
        writeSubLayers(bits, layers, random);
        int chroma = random.nextInt(4);
        bits.golomb(seed % 16, chroma);
        boolean separate = chroma == 3 && random.nextBoolean();
        if (chroma == 3) {
            bits.bits(1, separate ? 1 : 0);
        }
        bits.golomb(1920, 1088).bits(1, 1).golomb(1, 0, 0, 4);

        var sequence = HevcSequence.parse(withoutStartCode(bits.unit(0x42, 1)));

        int across = separate || chroma == 0 || chroma == 3 ? 1 : 2;
        int down = chroma == 1 ? 2 : 1;
        Format format = requireNonNull(sequence).format();
        assertThat(format.profile()).isEqualTo(profile);
        assertThat(format.level()).isEqualTo(120);
        assertThat(format.width()).isEqualTo(1920 - across);
        assertThat(format.height()).isEqualTo(1088 - 4 * down);
    }

    private static void writeSubLayers(BitWriter bits, int layers, Random random) {
        int profiles = random.nextInt(1 << layers);
        int levels = random.nextInt(1 << layers);
        for (int i = 0; i < layers; i++) {
            bits.bits(1, profiles >> i & 1).bits(1, levels >> i & 1);
        }
        bits.bits(layers == 0 ? 0 : 2 * (8 - layers), 0);
        for (int i = 0; i < layers; i++) {
            if ((profiles >> i & 1) == 1) {
                bits.bits(32, 0x5A5A5A5A).bits(32, 0x33333333).bits(24, 0x777777);
            }
            if ((levels >> i & 1) == 1) {
                bits.bits(8, 0x99);
            }
        }
    }

    @Test
    void refusesASetOfSevenSubLayers() {
        var bits = new BitWriter()
                .bits(4, 0)
                .bits(3, 7)
                .bits(1, 1)
                .bits(32, 0)
                .bits(64, 0)
                .bits(2000, 0);

        assertThat(HevcSequence.parse(withoutStartCode(bits.unit(0x42, 1)))).isNull();
    }

    /** Goal: a picture's time is that of what opens it. Method: a delimiter, then slices of the next packet. */
    @Test
    void isUnsettledFromWhatOpensAPictureToItsFirstSlice() {
        var syntax = new HevcSyntax(new Pictures(new TimestampBudget()));
        assertThat(syntax.settled()).isTrue();

        syntax.unit(new byte[] {0x46, 1}, 2, Stamp.none());
        assertThat(syntax.settled()).isFalse();

        syntax.unit(new byte[] {2, 1, 0x25}, 3, Stamp.none());
        assertThat(syntax.settled()).as("a slice that goes on with a picture").isFalse();

        syntax.unit(new byte[] {2, 1, (byte) 0xA5}, 2, Stamp.none());
        assertThat(syntax.settled()).as("a slice cut before its flag").isFalse();

        syntax.unit(new byte[] {2, 1, (byte) 0xA5}, 3, Stamp.none());
        assertThat(syntax.settled()).isTrue();
    }

    @Test
    void passesOverUnitsThatAreCutOrOfAnotherLayer() {
        var syntax = new HevcSyntax(new Pictures(new TimestampBudget()));

        syntax.unit(new byte[] {0x46, 1}, 1, Stamp.none());
        syntax.unit(new byte[] {0x47, 1}, 2, Stamp.none());
        syntax.unit(new byte[] {0x46, 9}, 2, Stamp.none());

        assertThat(syntax.settled()).isTrue();
    }

    private static byte[] withoutStartCode(byte[] unit) {
        return Arrays.copyOfRange(unit, 3, unit.length);
    }
}
