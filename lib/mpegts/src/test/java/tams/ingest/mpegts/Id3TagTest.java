package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: a tag is told from what is none, and read whatever its frames' sizes. Method: tables. */
class Id3TagTest {

    @ParameterizedTest(name = "{0}, {1} bytes of it")
    @CsvSource({
        "49443304000000000000, 10, true",
        "4A443304000000000000, 1, false",
        "49453304000000000000, 1, true",
        "49453304000000000000, 2, false",
        "49443404000000000000, 2, true",
        "49443404000000000000, 3, false",
        "494433FF000000000000, 3, true",
        "494433FF000000000000, 4, false",
        "49443304FF0000000000, 4, true",
        "49443304FF0000000000, 5, false",
        "49443304000080000000, 6, true",
        "49443304000080000000, 7, false",
        "49443304000000000080, 9, true",
        "49443304000000000080, 10, false",
        "4944330400000000007FFF, 11, true",
    })
    void isToldByItsHeader(String hex, int length, boolean plausible) {
        assertThat(Id3Tag.plausible(HexFormat.of().parseHex(hex), length)).isEqualTo(plausible);
    }

    @ParameterizedTest(name = "version {0}, {1} bytes before the timestamp")
    @CsvSource({
        "3, 0",
        "3, 1",
        "3, 300",
        "3, 70000",
        "3, 16800000",
        "4, 0",
        "4, 130",
        "4, 300",
        "4, 20000",
        "4, 2100000"
    })
    void isReadBehindFramesOfAnySize(int version, int bytes) {
        byte[] tag = new Id3Writer(version)
                .frame("APIC", 0, new byte[bytes])
                .timestamp(255)
                .tag(0);

        assertThat(Id3Tag.timestamp(tag, tag.length)).isEqualTo(255);
        assertThat(Id3Tag.timestamp(tag, tag.length - 1)).isEqualTo(Ticks.NONE);
    }

    @ParameterizedTest(name = "version {0}, frame {1}, flags {2}, tag {3}: {4}")
    @CsvSource({
        "4, PRIV, 0, 0, 65280",
        "3, PRIV, 0, 0, 65280",
        "4, PRIX, 0, 0, none",
        "4, PRXV, 0, 0, none",
        "4, PXIV, 0, 0, none",
        "4, XRIV, 0, 0, none",
        // Only a frame's own flag tells of zeros put in, and only since version 2.4.
        "4, PRIV, 0, 128, 65280",
        "4, PRIV, 2, 0, none",
        "3, PRIV, 2, 0, 65280",
        "3, PRIV, 0, 128, none",
        "4, PRIV, 4, 0, none",
        "4, PRIV, 8, 0, none",
        "3, PRIV, 64, 0, none",
        "3, PRIV, 128, 0, none",
        "3, PRIV, 32, 0, none",
        "4, PRIV, 64, 0, none",
        "4, PRIV, 1, 0, none",
        "4, PRIV, 16, 0, 65280",
        "3, PRIV, 16, 0, 65280",
        "5, PRIV, 0, 0, none",
        "2, PRIV, 0, 0, none",
    })
    void heedsTheFlagsOfItsVersion(int version, String frame, int frameFlags, int tagFlags, String ticks) {
        // A timestamp with FF 00 in it loses a byte where zeros are taken out.
        byte[] tag = new Id3Writer(version)
                .frame(frame, frameFlags, Id3Writer.stamp(0xFF00))
                .tag(tagFlags);

        long found = Id3Tag.timestamp(tag, tag.length);

        assertThat(found == Ticks.NONE ? "none" : String.valueOf(found)).isEqualTo(ticks);
    }

    @ParameterizedTest(name = "flags {0}, size {1}")
    @CsvSource({"0, 00000000, 10", "16, 00000000, 20", "0, 00000101, 139", "0, 01020304, 2130318", "239, 0000007F, 137"
    })
    void isAsLongAsItsHeaderSays(int flags, String size, int bytes) {
        byte[] header = HexFormat.of().parseHex("4944330400%02x%s".formatted(flags, size));

        assertThat(Id3Tag.bytes(header)).isEqualTo(bytes);
    }
}
