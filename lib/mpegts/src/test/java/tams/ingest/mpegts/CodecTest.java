package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {

    @ParameterizedTest(name = "{0} with [{1}] in a program with [{2}] is {3}")
    @CsvSource({
        // stream type, own descriptors, the program's descriptors, codec; all in hex
        "01, '', '', mpeg1video",
        "02, '', '', mpeg2video",
        "1B, '', '', h264",
        "24, '', '', hevc",
        "33, '', '', vvc",
        "03, '', '', mp2",
        "04, '', '', mp2",
        "0F, '', '', aac",
        "11, '', '', aac_latm",
        "81, '', '', ac3",
        "81, 7A0100, '', eac3",
        "87, '', '', eac3",
        "84, '', 050448444D56, eac3",
        "84, '', '', unknown",
        "82, '', '', dts",
        "86, '', 0504 43554549, scte35",
        "86, '', 050448444D56, dts",
        "15, '', '', id3",
        "15, 2609010 0FF4B4C5641000F, '', klv",
        "06, 05044B4C5641, '', klv",
        "06, 050449443320, '', id3",
        "06, 6A0100, '', ac3",
        "06, 0A04656E6700 7A0100, '', eac3",
        "06, 7B07400506E4900600, '', dts",
        "06, 05044F707573 7F028002, '', opus",
        "06, 7F028002, '', opus",
        "06, 7F020601, '', unknown",
        "06, 5605656E670900, '', teletext",
        "06, 5908656E671000010001, '', dvb_subtitle",
        "06, 050448455643, '', hevc",
        "06, 050441432D33, '', ac3",
        "06, 050445414333, '', eac3",
        "06, 05044F707573, '', opus",
        "06, 050444545331, '', dts",
        "06, 050444545332, '', dts",
        "06, 050444545333, '', dts",
        "06, 050444545334, '', unknown",
        "06, '', '', unknown",
        "06, 0503 4B4C56, '', unknown",
        "06, 05FF4B4C5641, '', unknown",
        "06, 050442535344, '', unknown",
        "05, '', '', unknown",
    })
    void isNamedByStreamTypeAndDescriptors(String type, String own, String program, String codec) {
        assertThat(Codec.of(Integer.parseInt(type, 16), descriptors(own), descriptors(program))
                        .code())
                .isEqualTo(codec);
    }

    private static Descriptors descriptors(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Descriptors(new Section(bytes, bytes.length), 0, bytes.length);
    }

    @Test
    void hasTheNamesThatProbePromises() {
        assertThat(Arrays.stream(Codec.values()).map(Codec::code).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "h264",
                        "hevc",
                        "vvc",
                        "mpeg1video",
                        "mpeg2video",
                        "aac",
                        "aac_latm",
                        "mp1",
                        "mp2",
                        "mp3",
                        "ac3",
                        "eac3",
                        "opus",
                        "dts",
                        "scte35",
                        "id3",
                        "teletext",
                        "dvb_subtitle",
                        "klv",
                        "unknown");
    }
}
