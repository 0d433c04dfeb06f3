package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: configurations of LATM are read, and refused where they are none. Method: by seed, then a table. */
class LatmSyntaxTest {

    static Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsConfigurationsOfLatm(long seed) {
        var random = new Random(seed);
        boolean versionOne = random.nextBoolean();
        int frames = 1 + random.nextInt(64);
        boolean escapedRate = random.nextBoolean();
        boolean extended = random.nextBoolean();
        int type = random.nextBoolean() ? 2 : 32 + random.nextInt(64);
        boolean shortFrames = random.nextBoolean();
        int channels = random.nextInt(9);
        var bits = new BitWriter().bits(1, 0).bits(1, versionOne ? 1 : 0);
        if (versionOne) {
            bits.bits(1, 0).bits(2, 1).bits(16, 0xFFFF);
        }
        bits.bits(1, 1).bits(6, frames - 1).bits(7, 0);
        if (versionOne) {
            bits.bits(2, 0).bits(8, 0xAA);
        }
        if (extended) {
            bits.bits(5, random.nextBoolean() ? 5 : 29);
        } else {
            type(bits, type);
        }
        rate(bits, escapedRate, 44_100, 4).bits(4, channels);
        if (extended) {
            type(rate(bits, !escapedRate, 88_200, 1), type);
        }
        bits.bits(1, shortFrames ? 1 : 0).bits(8, 0);

        Integer count = channels == 0 || channels > 7 ? null : Integer.valueOf(channels == 7 ? 8 : channels);
        assertThat(loas(bits, 700))
                .isEqualTo(
                        new AudioHeader(Codec.AAC_LATM, 703, frames * (shortFrames ? 960 : 1024), 44_100, count, type));
    }

    private static void type(BitWriter bits, int type) {
        if (type < 32) {
            bits.bits(5, type);
        } else {
            bits.bits(5, 31).bits(6, type - 32);
        }
    }

    private static BitWriter rate(BitWriter bits, boolean escaped, int rate, int index) {
        return escaped ? bits.bits(4, 15).bits(24, rate) : bits.bits(4, index);
    }

    @ParameterizedTest(name = "version A {0}, type {1}, rate {2}, {3} bytes: read {4}")
    @CsvSource({
        "0, 2, 4, 40, true",
        "1, 2, 4, 40, false",
        "0, 0, 4, 40, false",
        "0, 2, 12, 40, true",
        "0, 2, 13, 40, false",
        "0, 2, 4, 3, false"
    })
    void refusesConfigurationsOfLatmThatAreNone(int versionA, int type, int rate, int bytes, boolean read) {
        var bits = new BitWriter()
                .bits(2, 1)
                .bits(1, versionA)
                .bits(10, 0)
                .bits(1, 1)
                .bits(13, 0)
                .bits(10, 0);
        bits.bits(5, type).bits(4, rate).bits(4, 2).bits(1, 0).bits(8, 0);

        assertThat(loas(bits, bytes) != null).isEqualTo(read);
    }

    private static @Nullable AudioHeader loas(BitWriter bits, int bytes) {
        byte[] unit = bits.plain();
        byte[] header = Arrays.copyOf(new byte[] {0x56, (byte) (0xE0 | bytes >> 8), (byte) bytes}, 32);
        System.arraycopy(unit, 0, header, 3, unit.length);
        var syntax = new LatmSyntax();
        assertThat(syntax.headerBytes(header, 2)).isEqualTo(3);
        assertThat(syntax.headerBytes(header, 3)).isEqualTo(Math.min(bytes + 3, 16));
        return syntax.parse(header);
    }
}
