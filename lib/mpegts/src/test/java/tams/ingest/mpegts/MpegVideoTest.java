package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import org.junit.jupiter.api.Test;

class MpegVideoTest {

    @Test
    void countsPicturesOfMpeg2WithTheirFields() {
        var mpeg = new TsWriter().tables(0x02, 256);
        byte[] sequence = {0, 0, 1, (byte) 0xB3, 0x2D, 0x02, 0x40, 0x33, 0, 0, 0, 0};
        byte[] extension = {0, 0, 1, (byte) 0xB5, 0x14, (byte) 0x8A, 0, 1, 0, 0};
        mpeg.video(256, 3600, 0, join(sequence, extension, mpegPicture(1, 3)));
        mpeg.video(256, 10_800, 3600, join(mpegPicture(2, 1), mpegPicture(2, 2)));
        mpeg.video(256, 7200, 7200, mpegPicture(3, 3));

        var video = measured(mpeg.bytes()).streams().get(0);

        assertThat(video.codec()).isEqualTo("mpeg2video");
        assertThat(video.width()).isEqualTo(720);
        assertThat(video.height()).isEqualTo(576);
        assertThat(video.frames()).isEqualTo(3);
        assertThat(video.keyFrames()).isOne();
        assertThat(video.startTicks()).isEqualTo(3600);
        assertThat(video.endTicks()).isEqualTo(14_400);
    }

    @Test
    void readsMpeg1AndItsStatedRate() {
        var mpeg = new TsWriter().tables(0x02, 256);
        byte[] sequence = {0, 0, 1, (byte) 0xB3, 0x16, 0x01, 0x20, 0x17, 0, 0, 0, 0};
        byte[] group = {0, 0, 1, (byte) 0xB8, 0, 0, 0, 0};
        mpeg.video(256, 3754, 3754, join(sequence, group, mpeg1Picture(1)));

        var video = measured(mpeg.bytes()).streams().get(0);

        assertThat(video.codec()).isEqualTo("mpeg1video");
        assertThat(video.width()).isEqualTo(352);
        assertThat(video.height()).isEqualTo(288);
        assertThat(video.profile()).isNull();
        assertThat(video.frameTicks()).hasToString("3003/2");
        assertThat(video.keyFrames()).isOne();
        assertThat(video.endTicks()).isEqualTo(3754 + 1502);
    }

    /** The group header of the second picture lies in the first one's packet: its time is that packet's, which is taken. */
    @Test
    void beginsAPictureWithTheHeadersBeforeIt() {
        var mpeg = new TsWriter().tables(0x01, 256);
        byte[] group = {0, 0, 1, (byte) 0xB8, 0, 0, 0, 0};
        mpeg.video(256, 0, 0, join(mpeg1Picture(1), mpeg1Picture(2), group));
        mpeg.video(256, 7200, 7200, join(mpeg1Picture(1), mpeg1Picture(2)));
        mpeg.video(256, 14_400, 14_400, mpeg1Picture(2));

        var video = measured(mpeg.bytes()).streams().get(0);

        assertThat(video.frames()).isEqualTo(5);
        assertThat(video.framesWithoutPts()).isEqualTo(2);
        assertThat(video.maxPts()).isEqualTo(14_400);
    }

    @Test
    void readsTheSizeExtensionsProfileAndLevelOfMpeg2() {
        var mpeg = new TsWriter().tables(0x02, 256);
        byte[] sequence = {0, 0, 1, (byte) 0xB3, 0x01, 0x08, 0x70, 0x33, 0, 0, 0, 0};
        // High profile at high level; size extensions 1 and 2; rate 25 x 2 / 1.
        byte[] extension = {0, 0, 1, (byte) 0xB5, 0x11, 0x40, (byte) 0xC0, 1, 0, 0x20};
        mpeg.video(256, 0, 0, join(sequence, extension, mpegPicture(1, 3)));

        var video = measured(mpeg.bytes()).streams().get(0);

        assertThat(video.width()).isEqualTo(4096 + 16);
        assertThat(video.height()).isEqualTo(8192 + 2160);
        assertThat(video.profile()).isEqualTo(1);
        assertThat(video.level()).isEqualTo(4);
        assertThat(video.frameTicks()).hasToString("1800");
    }

    private static byte[] mpeg1Picture(int type) {
        return new byte[] {0, 0, 1, 0, 0, (byte) (type << 3), 0, 0, 0, 0, 1, 1, 0x55, 0x55};
    }

    private static byte[] mpegPicture(int type, int structure) {
        byte[] head = {0, 0, 1, 0, 0, (byte) (type << 3), 0, 0};
        byte[] extension = {0, 0, 1, (byte) 0xB5, (byte) 0x8F, (byte) 0xFF, (byte) (0xF0 | structure), 0, 0};
        return join(head, extension, new byte[] {0, 0, 1, 1, 0x55, 0x55, 0x55});
    }
}
