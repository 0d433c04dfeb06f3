package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: frame headers are read behind whatever may stand in them, and at their limits. Method: headers by seed, then tables. */
class AudioSyntaxTest {

    static Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsOpusBehindTrimsAndExtension(long seed) {
        var random = new Random(seed);
        int size = 1 + random.nextInt(1200);
        int configuration = random.nextInt(32);
        int code = random.nextInt(4);
        byte[] control = control(random, size);
        byte[] header = Arrays.copyOf(control, AudioSyntax.HEADER_MAX);
        header[control.length] = (byte) (configuration << 3 | 4 | code);
        header[control.length + 1] = 1;

        int needed = 1;
        var syntax = new OpusSyntax();
        for (int length = 1; length <= needed; length++) {
            assertThat(syntax.plausible(header, length)).isTrue();
            needed = syntax.headerBytes(header, length);
            assertThat(needed > length).as("at %d", length).isEqualTo(length < control.length + (code == 3 ? 2 : 1));
        }

        int[] samples = configuration < 12
                ? new int[] {480, 960, 1920, 2880}
                : configuration < 16 ? new int[] {480, 960, 480, 960} : new int[] {120, 240, 480, 960};
        int frames = code == 1 || code == 2 ? 2 : 1;
        assertThat(syntax.parse(header))
                .isEqualTo(new AudioHeader(
                        Codec.OPUS, control.length + size, frames * samples[configuration & 3], 48_000, 2, null));
    }

    private static byte[] control(Random random, int size) {
        int flags = random.nextInt(8) << 2;
        var head = new byte[] {0x7F, (byte) (0xE0 | flags)};
        byte[] sizes = new byte[size / 255 + 1];
        Arrays.fill(sizes, (byte) 0xFF);
        sizes[size / 255] = (byte) (size % 255);
        byte[] trims = new byte[(flags & 16) / 8 + (flags & 8) / 4];
        byte[] extension = new byte[(flags & 4) == 0 ? 0 : 1 + random.nextInt(9)];
        if (extension.length > 0) {
            extension[0] = (byte) (extension.length - 1);
        }
        return Media.join(head, sizes, trims, extension);
    }

    @ParameterizedTest(name = "{0} of Opus: {1}")
    @CsvSource({
        "7F, true",
        "7E, false",
        "7FC0, false",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, false",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFF, true",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFF01, true"
    })
    void givesUpASizeOfOpusThatDoesNotEnd(String hex, boolean plausible) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(new OpusSyntax().plausible(Arrays.copyOf(bytes, 32), bytes.length))
                .isEqualTo(plausible);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // no size, no frames, more than 120 ms, exactly 120 ms, extensions up to the end of the header and beyond
        "7FE000F8, none",
        "7FE010FB00, none",
        "7FE010FB07, none",
        "7FE010FB06, 5760",
        "7FE4101AAAAAAA, 480",
        "7FE4100AAAAAAA, 480",
        "7FE4101B00, none",
    })
    void refusesFramesOfOpusThatAreNone(String hex, String samples) {
        var read = new OpusSyntax().parse(Arrays.copyOf(HexFormat.of().parseHex(hex), 32));

        assertThat(read == null ? "none" : String.valueOf(read.samples())).isEqualTo(samples);
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

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // rate index 12 and the reserved 13; 7 bytes and 6; four blocks; every bit of the length; channels 0, 1, 7
        "FFF172800000FC, none",
        "FFF1708000FFFC, 7350 2 7 1024 2",
        "FFF1748000FFFC, none",
        "FFF1508000DFFC, none",
        "FFF15080011FFF, 44100 2 8 4096 2",
        "FFF15083FFFFFC, 44100 2 8191 1024 2",
        "FFF1500001FFFC, 44100 null 15 1024 2",
        "FFF1504001FFFC, 44100 1 15 1024 2",
        "FFF151C001FFFC, 44100 8 15 1024 2",
    })
    void readsAdts(String hex, String expected) {
        var read = new AdtsSyntax().parse(HexFormat.of().parseHex(hex));

        assertThat(
                        read == null
                                ? "none"
                                : "%d %s %d %d %d"
                                        .formatted(
                                                read.sampleRate(),
                                                read.channels(),
                                                read.bytes(),
                                                read.samples(),
                                                read.profile()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // AC-3 of half the rate (bsid 9 and 10), of every place of the effects flag, of the last bit rate; then E-AC-3
        "0B7700001448432F, 24000 2 768",
        "0B770000144A432F, 24000 2 768",
        "0B7700001450432F, 12000 2 768",
        "0B77000014404400, 48000 3 768",
        "0B77000014402800, 48000 1 768",
        "0B77000014403000, 48000 2 768",
        "0B77000014404000, 48000 2 768",
        "0B77000014406400, 48000 4 768",
        "0B77000014406800, 48000 3 768",
        "0B7700001440E100, 48000 6 768",
        "0B77000025404000, 48000 2 2560",
        "0B77000026404000, none",
        "0B770000C0404000, none",
        "0B77000304800000, 48000 2 8",
        "0B77000204800000, none",
        "0B77C00304800000, none",
        "0B770003FE800000, none",
        "0B770003EE800000, 16000 5 8",
        "0B77000304880000, none",
    })
    void readsDolbyAudioAtItsLimits(String hex, String expected) {
        var read = new Ac3Syntax().parse(HexFormat.of().parseHex(hex));

        assertThat(read == null ? "none" : read.sampleRate() + " " + read.channels() + " " + read.bytes())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} blocks, {1} bytes, mode {2}, effects {3}: {4}")
    @CsvSource({
        "6, 96, 9, 1, 6",
        "6, 96, 9, 2, 6",
        "6, 96, 9, 0, 5",
        "6, 96, 9, 3, 5",
        "5, 96, 9, 0, none",
        "6, 95, 9, 0, none",
        "6, 96, 15, 0, 8",
        "6, 96, 16, 0, null"
    })
    void readsCoresOfDts(int blocks, int bytes, int mode, int effects, String channels) {
        byte[] header = {0x7F, (byte) 0xFE, (byte) 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        var bits = new BitWriter()
                .bits(7, 0)
                .bits(7, blocks - 1)
                .bits(14, bytes - 1)
                .bits(6, mode)
                .bits(4, 13);
        System.arraycopy(bits.bits(15, 0).bits(2, effects).plain(), 0, header, 4, 7);

        var read = new DtsSyntax().parse(header);

        assertThat(read == null ? "none" : String.valueOf(read.channels())).isEqualTo(channels);
    }

    @ParameterizedTest(name = "wide {0}, {1} bytes, clock {2}, {3} times 512 samples: {4} Hz")
    @CsvSource({"0, 300, 2, 1, 48000", "0, 300, 1, 4, 44100", "1, 70000, 0, 8, 32000", "0, 300, 3, 1, 0"})
    void readsExtensionsOfDtsWithoutCore(int wide, int bytes, int clock, int times, int rate) {
        byte[] header = {0x64, 0x58, 0x20, 0x25, 0, 0, 0, 0, 0, 0, 0, 0};
        var bits = new BitWriter()
                .bits(10, 0)
                .bits(1, wide)
                .bits(wide == 1 ? 12 : 8, 0)
                .bits(wide == 1 ? 20 : 16, bytes - 1);
        byte[] rest = bits.bits(1, 1).bits(2, clock).bits(3, times - 1).plain();
        System.arraycopy(rest, 0, header, 4, Math.min(8, rest.length));

        var read = new DtsSyntax().parse(header);

        assertThat(read).isEqualTo(rate == 0 ? null : new AudioHeader(Codec.DTS, bytes, 512 * times, rate, null, null));
    }
}
