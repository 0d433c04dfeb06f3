package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import org.junit.jupiter.api.Test;

class HevcTest {

    @Test
    void countsPicturesOfH265BySliceFlags() {
        var hevc = new TsWriter().tables(0x24, 256);
        byte[] delimiter = {0, 0, 0, 1, 0x46, 1, 0x50};
        hevc.video(256, 0, 0, join(delimiter, hevcSlice(19, true), hevcSlice(19, false)));
        hevc.video(256, 3600, 3600, join(delimiter, hevcSlice(1, true), hevcSlice(1, false)));
        hevc.video(256, 7200, 7200, join(hevcSlice(21, true)));

        var video = measured(hevc.bytes()).streams().get(0);

        assertThat(video.frames()).isEqualTo(3);
        assertThat(video.keyFrames()).isEqualTo(2);
        assertThat(video.endTicks()).isEqualTo(10_800);
    }

    @Test
    void readsTheSizeOfH265AndPassesOverOtherLayers() {
        var hevc = new TsWriter().tables(0x24, 256);
        var set = new BitWriter()
                .bits(4, 0)
                .bits(3, 2)
                .bits(1, 1)
                .bits(8, 2)
                .bits(32, 0)
                .bits(48, 0)
                .bits(8, 93);
        set.bits(2, 3)
                .bits(2, 1)
                .bits(12, 0)
                .bits(32, 7)
                .bits(32, 7)
                .bits(24, 7)
                .bits(16, 9);
        set.golomb(0, 1, 1920, 1088).bits(1, 1).golomb(0, 0, 0, 4);
        byte[] layer = hevcSlice(19, true);
        layer[4] |= 8;
        hevc.video(256, 0, 0, join(set.unit(0x42, 1), hevcSlice(19, true), layer));
        hevc.video(256, 3600, 3600, hevcSlice(0, true));

        var video = measured(hevc.bytes()).streams().get(0);

        assertThat(video.width()).isEqualTo(1920);
        assertThat(video.height()).isEqualTo(1080);
        assertThat(video.profile()).isEqualTo(2);
        assertThat(video.level()).isEqualTo(93);
        assertThat(video.frames()).isEqualTo(2);
    }

    private static byte[] hevcSlice(int type, boolean first) {
        return new byte[] {0, 0, 1, (byte) (type << 1), 1, (byte) (first ? 0xA5 : 0x25), 0x55, 0x55};
    }
}
