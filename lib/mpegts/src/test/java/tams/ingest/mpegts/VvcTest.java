package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VvcTest {

    private static final byte[] DELIMITER = unit(20, 0x28);
    private static final byte[] PICTURE_HEADER = unit(19, 0x55);

    @Test
    void countsPicturesByTheirHeaders() {
        var vvc = new TsWriter().tables(0x33, 256);
        byte[] set = sequence(false, 0).unit(0, 15 << 3 | 1);
        vvc.video(256, 7200, 0, join(DELIMITER, set, PICTURE_HEADER, slice(8, false), slice(8, false)));
        vvc.video(256, 14_400, 3600, join(DELIMITER, slice(0, true)));
        vvc.video(256, 10_800, 7200, join(DELIMITER, PICTURE_HEADER, slice(0, false), slice(0, false)));
        vvc.video(256, 18_000, 10_800, slice(9, true));

        var video = measured(vvc.bytes()).streams().get(0);

        assertThat(video.codec()).isEqualTo("vvc");
        assertThat(video.frames()).isEqualTo(4);
        assertThat(video.keyFrames()).isEqualTo(2);
        assertThat(video.frameTicks()).hasToString("3600");
        assertThat(video.startTicks()).isEqualTo(7200);
        assertThat(video.endTicks()).isEqualTo(21_600);
        assertThat(video.width()).isEqualTo(1920);
        assertThat(video.height()).isEqualTo(1080);
        assertThat(video.profile()).isEqualTo(1);
        assertThat(video.level()).isEqualTo(51);
    }

    @ParameterizedTest(name = "type {0}")
    @CsvSource({"0, 0", "1, 0", "2, 0", "3, 0", "7, 1", "8, 1", "9, 1", "10, 1"})
    void takesRandomAccessAndRefreshForKeys(int type, int keys) {
        var vvc = new TsWriter().tables(0x33, 256);
        vvc.video(256, 0, 0, slice(type, true)).video(256, 3600, 3600, slice(0, true));

        assertThat(measured(vvc.bytes()).streams().get(0).keyFrames()).isEqualTo(keys);
    }

    @Test
    void passesOverOtherLayersAndSlicesWhosePictureBeganBefore() {
        byte[] layer = slice(0, true);
        layer[3] = 1;
        var vvc = new TsWriter().tables(0x33, 256);
        vvc.video(256, 0, 0, slice(0, false));
        vvc.video(256, 3600, 3600, join(slice(0, true), layer));
        vvc.video(256, 7200, 7200, slice(0, true));

        assertThat(measured(vvc.bytes()).streams().get(0).frames()).isEqualTo(2);
        assertThat(measured(vvc.bytes()).streams().get(0).width()).isNull();
    }

    @ParameterizedTest(name = "constraints {0}, sublayers {1}")
    @CsvSource({"false, 0", "true, 0", "false, 3", "true, 6"})
    void readsTheSizeBehindAllElseThatASetMayHold(boolean constraints, int subLayers) {
        byte[] unit = sequence(constraints, subLayers).unit(0, 15 << 3 | 1);
        byte[] set = Arrays.copyOfRange(unit, 3, unit.length);

        assertThat(requireNonNull(VvcSequence.parse(set)).format()).isEqualTo(Format.picture(1920, 1080, 1, 51));
        for (int length = 2; length < 10; length++) {
            assertThat(VvcSequence.parse(Arrays.copyOf(set, length))).isNull();
        }
    }

    /** Main 10 at level 3.1, 1920x1088 cropped to 1080, 4:2:0. */
    private static BitWriter sequence(boolean constraints, int subLayers) {
        var bits = new BitWriter()
                .bits(8, 0)
                .bits(3, subLayers)
                .bits(2, 1)
                .bits(2, 2)
                .bits(1, 1);
        bits.bits(7, 1).bits(1, 0).bits(8, 51).bits(2, 2).bits(1, constraints ? 1 : 0);
        // The constraints are followed by bits up to the next whole byte.
        if (constraints) {
            bits.bits(32, 7).bits(32, 7).bits(7, 7).bits(8, 5).bits(5, 3);
            bits.bits(1, 0);
        } else {
            bits.bits(5, 0);
        }
        if (subLayers > 0) {
            bits.bits(subLayers, 1).bits(8 - subLayers, 0).bits(8, 35);
        }
        bits.bits(8, 1).bits(32, 9);
        return bits.bits(1, 1)
                .bits(1, 1)
                .bits(1, 0)
                .golomb(1920, 1088)
                .bits(1, 1)
                .golomb(0, 0, 0, 4);
    }

    private static byte[] slice(int type, boolean withHeader) {
        return unit(type, withHeader ? 0xA5 : 0x25);
    }

    private static byte[] unit(int type, int first) {
        return new byte[] {0, 0, 1, 0, (byte) (type << 3 | 1), (byte) first, 0x55, 0x55};
    }
}
