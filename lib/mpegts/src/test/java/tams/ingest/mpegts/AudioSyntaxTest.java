package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: frame headers of ADTS, Dolby and DTS are read at their limits. Method: tables. */
class AudioSyntaxTest {

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
