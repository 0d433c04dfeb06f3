package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: what stands behind optional fields is found whatever of them is there. Method: sets written by seed, then limits. */
class AvcSequenceTest {

    static Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheSizeBehindScalingListsAndOrderCounts(long seed) {
        var random = new Random(seed);
        var bits = new BitWriter();
        boolean high = random.nextInt(4) > 0;
        long chroma = high ? random.nextInt(4) : 1;
        bits.bits(8, high ? 244 : 77).bits(8, 0).bits(8, 41).golomb(seed % 32);
        boolean separate = high && writeChroma(bits, chroma, random);
        int numberBits = 4 + random.nextInt(13);
        bits.golomb(numberBits - 4);
        writeOrderCount(bits, random);
        bits.golomb(3).bits(1, random.nextInt(2)).golomb(39, 29).bits(1, 1).bits(1, 1);
        bits.bits(1, 1).golomb(1, 2, 3, 4).bits(1, 0);

        var sequence = requireNonNull(parse(bits));

        int across = separate || chroma == 0 || chroma == 3 ? 1 : 2;
        int down = chroma == 1 ? 2 : 1;
        assertThat(sequence.format())
                .isEqualTo(Format.picture(640 - 3 * across, 480 - 7 * down, high ? 244 : 77, 41)
                        .constrained(0));
        assertThat(sequence)
                .returns(seed % 32, AvcSequence::id)
                .returns(numberBits, AvcSequence::frameNumberBits)
                .returns(3L, AvcSequence::referenceFrames)
                .returns(separate, AvcSequence::separateColourPlanes);
    }

    /** Some lists stop early: a next scale of 0 repeats the last one to the list's end. */
    private static boolean writeChroma(BitWriter bits, long chroma, Random random) {
        bits.golomb(chroma);
        boolean separate = chroma == 3 && random.nextBoolean();
        if (chroma == 3) {
            bits.bits(1, separate ? 1 : 0);
        }
        bits.golomb(2, 3).bits(1, 0);
        boolean scaled = random.nextBoolean();
        bits.bits(1, scaled ? 1 : 0);
        for (int list = 0; scaled && list < (chroma == 3 ? 12 : 8); list++) {
            boolean present = random.nextBoolean();
            bits.bits(1, present ? 1 : 0);
            int entries = list < 6 ? 16 : 64;
            int stop = random.nextBoolean() ? random.nextInt(entries) : entries;
            long scale = 8;
            for (int i = 0; present && i < Math.min(entries, stop + 1); i++) {
                long next = i == stop ? 0 : 1 + random.nextInt(255);
                long distance = next - scale;
                signed(bits, distance > 127 ? distance - 256 : distance < -128 ? distance + 256 : distance);
                scale = next;
            }
        }
        return separate;
    }

    private static void writeOrderCount(BitWriter bits, Random random) {
        int type = random.nextInt(3);
        bits.golomb(type);
        if (type == 0) {
            bits.golomb(5);
        } else if (type == 1) {
            bits.bits(1, 1);
            signed(bits, -3);
            signed(bits, 4);
            int offsets = random.nextInt(4);
            bits.golomb(offsets);
            for (int i = 0; i < offsets; i++) {
                signed(bits, random.nextInt(100) - 50);
            }
        }
    }

    private static void signed(BitWriter bits, long value) {
        bits.golomb(value > 0 ? 2 * value - 1 : -2 * value);
    }

    private static @Nullable AvcSequence parse(BitWriter bits) {
        byte[] unit = bits.unit(0x67);
        return AvcSequence.parse(Arrays.copyOfRange(unit, 3, unit.length));
    }

    @ParameterizedTest(name = "id {0} and {1} bits of frame_num")
    @CsvSource({"31, 16, true", "32, 16, false", "31, 17, false", "0, 4, true"})
    void refusesWhatNoStreamCanHave(long id, long numberBits, boolean read) {
        var bits = new BitWriter().bits(8, 77).bits(8, 0).bits(8, 40).golomb(id, numberBits - 4, 2, 1);
        bits.bits(1, 0).golomb(39, 29).bits(1, 1).bits(1, 1).bits(1, 0).bits(1, 0);

        assertThat(parse(bits) != null).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0} macroblocks wide, {1} of 16 lines cropped")
    @CsvSource({"1, 15, true", "1, 16, false", "1024, 0, true", "1025, 0, true", "5000, 0, false"})
    void refusesSizesThatAreNone(long wide, long cropped, boolean read) {
        var bits =
                new BitWriter().bits(8, 244).bits(8, 0).bits(8, 40).golomb(0, 3).bits(1, 0);
        bits.golomb(0, 0).bits(2, 0).golomb(0, 2, 1).bits(1, 0);
        bits.golomb(wide - 1, 0)
                .bits(1, 1)
                .bits(1, 1)
                .bits(1, 1)
                .golomb(0, 0, 0, cropped)
                .bits(1, 0);

        assertThat(parse(bits) != null).isEqualTo(read);
    }

    @Test
    void readsSignedNumbersByTurns() {
        byte[] unit = new BitWriter().golomb(0, 1, 2, 3, 4, 5).unit(0);

        var reader = new BitReader(unit, 4, unit.length);

        assertThat(LongStream.range(0, 6).map(i -> reader.signed())).containsExactly(0L, 1L, -1L, 2L, -2L, 3L);
    }

    @ParameterizedTest(name = "{0} leading zeros")
    @CsvSource({"0, 1", "31, 2147483648", "32, 0"})
    void readsNumbersOfUpTo31LeadingZeros(int zeros, long expected) {
        byte[] unit = new BitWriter().bits(zeros, 0).bits(1, 1).bits(zeros, 1).unit(0);
        var reader = new BitReader(unit, 4, unit.length);

        assertThat(reader.unsigned()).isEqualTo(zeros == 0 ? 0 : expected);
        assertThat(reader.overrun()).isEqualTo(zeros > 31);
    }
}
