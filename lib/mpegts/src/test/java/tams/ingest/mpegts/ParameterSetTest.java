package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sets were written by x264 and x265 for pictures of known size and rate. */
class ParameterSetTest {

    private static final String PROGRESSIVE = "6764000dacd941419f9f011000003e90000ea600f1429960";
    private static final String SCALING_LISTS_444 = "67f4000d919b282a33c7c5e022000003000200000300641e28532c";
    private static final String HEVC =
            "42010101600000030090000003000003003ca00a880c1c44d965654a4c2f016808000003000800000300f040";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // set, profile, constraints, level, width, height, frames only
        PROGRESSIVE + ", 100, 0, 13, 320, 180, true",
        "67640015acd941433f260220000003002000000643e28532c0, 100, 0, 21, 320, 180, false",
        SCALING_LISTS_444 + ", 244, 0, 13, 322, 182, true",
    })
    void readsSequencesOfH264(
            String hex, int profile, int constraints, int level, int width, int height, boolean framesOnly) {
        var sequence = requireNonNull(AvcSequence.parse(HexFormat.of().parseHex(hex)));

        assertThat(sequence.format())
                .isEqualTo(Format.picture(width, height, profile, level).constrained(constraints));
        assertThat(sequence.frameTicks()).as("the rate is not stated as fixed").isNull();
        assertThat(sequence.framesOnly()).isEqualTo(framesOnly);
    }

    @ParameterizedTest(name = "fixed {0}, timing {1}/{2}")
    @CsvSource(
            nullValues = "none",
            value = {"1, 60000, 1001, 3003", "1, 50, 1, 3600", "0, 60000, 1001, none", "1, 6000, 1, none"})
    void believesAFixedRateBehindAllElseThatTheVuiMayHold(int fixed, long scale, long units, String ticks) {
        var bits = new BitWriter()
                .bits(8, 66)
                .bits(8, 0xC0)
                .bits(8, 30)
                .golomb(0, 0, 2, 1)
                .bits(1, 0);
        bits.golomb(39, 29).bits(1, 1).bits(1, 1).bits(1, 0).bits(1, 1);
        bits.bits(1, 1)
                .bits(8, 255)
                .bits(32, 0x00010001)
                .bits(2, 3)
                .bits(1, 1)
                .bits(4, 10)
                .bits(1, 1)
                .bits(24, 0x010101);
        bits.bits(1, 1)
                .golomb(1, 1)
                .bits(1, 1)
                .bits(32, units)
                .bits(32, scale)
                .bits(1, fixed)
                .bits(8, 0);
        byte[] unit = bits.unit(0x67);

        var sequence = requireNonNull(AvcSequence.parse(Arrays.copyOfRange(unit, 3, unit.length)));

        assertThat(sequence.format()).isEqualTo(Format.picture(640, 480, 66, 30).constrained(0xC0));
        assertThat(String.valueOf(sequence.frameTicks())).isEqualTo(String.valueOf(ticks));
    }

    @Test
    void readsASequenceOfH265() {
        var sequence = requireNonNull(HevcSequence.parse(HexFormat.of().parseHex(HEVC)));

        assertThat(sequence.format()).isEqualTo(Format.picture(322, 182, 1, 60));
        assertThat(sequence.scan()).isEqualTo(Scan.PROGRESSIVE);
        assertThat(sequence.vui().frameTicks()).hasToString("3000");
    }

    /** Goal: a set cut anywhere is refused or read alike. Method: every length. */
    @Test
    void refusesWhatIsCutBeforeTheSizeIsKnown() {
        byte[] avc = HexFormat.of().parseHex(PROGRESSIVE);
        byte[] hevc = HexFormat.of().parseHex(HEVC);

        for (int length = 1; length < 8; length++) {
            assertThat(AvcSequence.parse(Arrays.copyOf(avc, length))).isNull();
        }
        for (int length = 2; length < 20; length++) {
            assertThat(HevcSequence.parse(Arrays.copyOf(hevc, length))).isNull();
        }
        for (int length = 12; length <= avc.length; length++) {
            assertThat(requireNonNull(AvcSequence.parse(Arrays.copyOf(avc, length)))
                            .format()
                            .width())
                    .isEqualTo(320);
        }
    }

    /** Goal: no bytes make a reader of sets throw or run on. Method: noise, and real sets with changed bytes, by seed. */
    @Test
    void answersWhateverASetSays() {
        byte[][] real = {
            HexFormat.of().parseHex(SCALING_LISTS_444), HexFormat.of().parseHex(HEVC)
        };
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            byte[] set = seed % 3 < 2 ? real[seed % 3].clone() : new byte[VideoEssence.HEAD_MAX];
            if (seed % 3 == 2) {
                random.nextBytes(set);
            }
            for (int i = 0; i < 3; i++) {
                set[2 + random.nextInt(set.length - 2)] = (byte) random.nextInt();
            }
            assertThatCode(() -> {
                        AvcSequence.parse(set);
                        HevcSequence.parse(set);
                        VvcSequence.parse(set);
                        AvcPictureSet.parse(set, set.length);
                    })
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0} frames in {1} s")
    @CsvSource({"3000, 1, false", "1, 2000000, false", "0, 1, false", "25, 0, false", "25, 1, true", "300, 1, true"})
    void believesPlausibleRatesOnly(long frames, long seconds, boolean believed) {
        assertThat(StatedRate.frameTicks(frames, seconds) != null).isEqualTo(believed);
    }
}
