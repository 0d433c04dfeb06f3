package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: the rate is found behind whatever may stand before it. Method: sets by seed, written as ITU-T H.265 has them. */
class HevcVuiTest {

    private static final long UNITS = 1_001;
    private static final long SCALE = 30_000;

    static Stream<Long> seeds() {
        return LongStream.range(0, 300).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsTheRateBehindAllThatMayStandBeforeIt(long seed) {
        var random = new Random(seed);
        int subLayers = random.nextInt(7);
        var bits = new BitWriter();
        codingTools(bits, random, subLayers);
        referenceSets(bits, random, random.nextInt(9));
        longTerm(bits, random);
        bits.bits(2, random.nextInt(4)).bits(1, 1);
        boolean fields = random.nextBoolean();
        boolean structures = random.nextBoolean();
        timing(bits, random, fields, structures);
        byte[] whole = bits.plain();

        Fraction ticks = new Fraction((fields ? 2 : 1) * Ticks.PER_SECOND * UNITS, SCALE);
        assertThat(HevcVui.read(new BitReader(whole, 0, whole.length, false), subLayers))
                .isEqualTo(new HevcVui(ticks, fields, structures));
        for (int length = 0; length < whole.length - 8; length++) {
            assertThat(HevcVui.read(new BitReader(Arrays.copyOf(whole, length), 0, length, false), subLayers)
                            .frameTicks())
                    .as("cut at %d", length)
                    .isNull();
        }
    }

    /** log2_max_pic_order_cnt_lsb_minus4; the long-term pictures further on depend on it. */
    private int orderBits = 4;

    private void codingTools(BitWriter bits, Random random, int subLayers) {
        int order = random.nextInt(13);
        orderBits = order + 4;
        bits.golomb(random.nextInt(3), random.nextInt(3), order);
        boolean each = random.nextBoolean();
        bits.bits(1, each ? 1 : 0);
        numbers(bits, random, 3 * (each ? subLayers + 1 : 1));
        numbers(bits, random, 6);
        switch (random.nextInt(3)) {
            case 0 -> bits.bits(1, 0);
            case 1 -> bits.bits(2, 0b10);
            default -> scalingLists(bits.bits(2, 0b11), random);
        }
        bits.bits(2, random.nextInt(4));
        if (random.nextBoolean()) {
            bits.bits(1, 1).bits(8, random.nextInt(256));
            numbers(bits, random, 2);
            bits.bits(1, random.nextInt(2));
        } else {
            bits.bits(1, 0);
        }
    }

    private static void numbers(BitWriter bits, Random random, int count) {
        for (int i = 0; i < count; i++) {
            bits.golomb(random.nextInt(40));
        }
    }

    private static void scalingLists(BitWriter bits, Random random) {
        int[] coefficients = {16, 64, 65, 65};
        int[] matrices = {6, 6, 6, 2};
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < matrices[size]; matrix++) {
                boolean coded = random.nextBoolean();
                bits.bits(1, coded ? 1 : 0);
                numbers(bits, random, coded ? coefficients[size] : 1);
            }
        }
    }

    /** Pictures of a set are its own, or those of the set before that are kept, and perhaps one more. */
    private static void referenceSets(BitWriter bits, Random random, int sets) {
        bits.golomb(sets);
        int pictures = 0;
        for (int set = 0; set < sets; set++) {
            boolean predicted = set > 0 && random.nextBoolean();
            if (set > 0) {
                bits.bits(1, predicted ? 1 : 0);
            }
            if (predicted) {
                bits.bits(1, random.nextInt(2)).golomb(random.nextInt(9));
                int room = 16;
                int kept = 0;
                for (int i = 0; i <= pictures; i++) {
                    int form = kept < room ? random.nextInt(3) : 0;
                    bits.bits(form == 2 ? 1 : 2, form == 2 ? 1 : form);
                    kept += form == 0 ? 0 : 1;
                }
                pictures = kept;
            } else {
                int before = random.nextInt(9);
                int after = random.nextInt(9);
                bits.golomb(before, after);
                for (int i = 0; i < before + after; i++) {
                    bits.golomb(random.nextInt(9)).bits(1, random.nextInt(2));
                }
                pictures = before + after;
            }
        }
    }

    private void longTerm(BitWriter bits, Random random) {
        if (random.nextBoolean()) {
            int pictures = random.nextInt(33);
            bits.bits(1, 1).golomb(pictures);
            for (int i = 0; i < pictures; i++) {
                bits.bits(orderBits, random.nextInt(16)).bits(1, random.nextInt(2));
            }
        } else {
            bits.bits(1, 0);
        }
    }

    private static void timing(BitWriter bits, Random random, boolean fields, boolean structures) {
        switch (random.nextInt(3)) {
            case 0 -> bits.bits(1, 0);
            case 1 -> bits.bits(1, 1).bits(8, random.nextInt(17));
            default -> bits.bits(1, 1).bits(8, 255).bits(32, random.nextInt());
        }
        optional(bits, random, 1);
        switch (random.nextInt(3)) {
            case 0 -> bits.bits(1, 0);
            case 1 -> bits.bits(1, 1).bits(4, random.nextInt(16)).bits(1, 0);
            default -> bits.bits(1, 1).bits(4, random.nextInt(16)).bits(1, 1).bits(24, random.nextInt(1 << 24));
        }
        someNumbers(bits, random, 2);
        bits.bits(1, random.nextInt(2)).bits(1, fields ? 1 : 0).bits(1, structures ? 1 : 0);
        someNumbers(bits, random, 4);
        bits.bits(1, 1).bits(32, UNITS).bits(32, SCALE);
    }

    private static void optional(BitWriter bits, Random random, int count) {
        boolean there = random.nextBoolean();
        bits.bits(1, there ? 1 : 0);
        if (there) {
            bits.bits(count, random.nextInt(1 << count));
        }
    }

    private static void someNumbers(BitWriter bits, Random random, int count) {
        boolean there = random.nextBoolean();
        bits.bits(1, there ? 1 : 0);
        if (there) {
            numbers(bits, random, count);
        }
    }

    @ParameterizedTest(name = "{0} sets of {1} pictures")
    @CsvSource({"0, 0, true", "64, 0, true", "65, 0, false", "1, 16, true", "1, 17, false", "2, 16, true"})
    void readsAsManyReferenceSetsAsThereMayBe(int sets, int pictures, boolean read) {
        var bits = new BitWriter().golomb(sets);
        for (int set = 0; set < sets; set++) {
            bits.bits(set > 0 ? 1 : 0, 0).golomb(pictures / 2, pictures - pictures / 2);
            for (int i = 0; i < pictures; i++) {
                bits.golomb(0).bits(1, 1);
            }
        }
        byte[] plain = bits.bits(8, 0).plain();

        assertThat(HevcReferenceSets.skip(new BitReader(plain, 0, plain.length, false)))
                .isEqualTo(read);
    }

    @Test
    void refusesReferenceSetsThatAreCutOff() {
        byte[] cut = new BitWriter().golomb(3, 1, 1).plain();

        assertThat(HevcReferenceSets.skip(new BitReader(cut, 0, cut.length, false)))
                .isFalse();
    }
}
