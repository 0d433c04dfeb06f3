package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.delimiter;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.pictureSet;
import static tams.ingest.mpegts.Media.sequence;
import static tams.ingest.mpegts.Media.slice;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoTest {

    private final TsWriter ts = new TsWriter().tables(0x1B, 256);

    @Test
    void readsSizeProfileAndLevel() {
        ts.video(256, 9000, 9000, picture(true, 2, 0)).video(256, 12_003, 12_003, picture(false, 0, 1));

        var video = only();

        assertThat(video.width()).isEqualTo(1920);
        assertThat(video.height()).isEqualTo(1080);
        assertThat(video.profile()).isEqualTo(77);
        assertThat(video.level()).isEqualTo(40);
        assertThat(video.frameRate()).hasToString("30000/1001");
    }

    @Test
    void takesTheRangeInPresentationOrder() {
        long[] shown = {1, 4, 2, 3, 7, 5, 6};
        for (int i = 0; i < shown.length; i++) {
            ts.video(256, 9000 + shown[i] * 3600, 9000 + i * 3600L, picture(i == 0, 0, i));
        }

        var video = only();

        assertThat(video.frames()).isEqualTo(7);
        assertThat(video.startTicks()).isEqualTo(12_600);
        assertThat(video.maxPts()).isEqualTo(34_200);
        assertThat(video.endTicks()).isEqualTo(37_800);
        assertThat(video.keyFrames()).isOne();
    }

    @Test
    void unwrapsInsideTheChunk() {
        long start = Ticks.WRAP - 4000;
        long[] shown = {0, 3, 1, 2};
        for (int i = 0; i < shown.length; i++) {
            ts.video(256, start + shown[i] * 3003, start + (i - 1) * 3003L, picture(i == 0, 0, i));
        }

        assertThat(only().startTicks()).isEqualTo(start);
        assertThat(only().endTicks()).isEqualTo(start + 4 * 3003).isGreaterThan(Ticks.WRAP);
    }

    @Test
    void countsAccessUnitsNotPackets() {
        byte[] first = picture(true, 2, 0);
        ts.video(256, 9000, 9000, Arrays.copyOf(first, 60));
        ts.video(256, TsWriter.NO_TIME, TsWriter.NO_TIME, Arrays.copyOfRange(first, 60, first.length));
        ts.video(256, 12_600, 12_600, join(picture(false, 0, 1), picture(false, 0, 2)));
        ts.video(256, 19_800, 19_800, picture(false, 0, 3));

        var video = only();

        assertThat(video.frames()).isEqualTo(4);
        assertThat(video.framesWithoutPts()).isOne();
        assertThat(video.startTicks()).isEqualTo(9000);
        assertThat(video.endTicks()).isEqualTo(23_400);
    }

    @Test
    void countsTheEndWhereTheLastPicturesHaveNoTime() {
        ts.video(256, 0, 0, picture(true, 2, 0)).video(256, 3600, 3600, picture(false, 0, 1));
        ts.video(256, 7200, 7200, join(picture(false, 0, 2), picture(false, 0, 3), picture(false, 0, 4)));

        assertThat(only().framesWithoutPts()).isEqualTo(2);
        assertThat(only().endTicks()).isEqualTo(5 * 3600);
        assertThat(measured(ts.bytes()).warnings())
                .anyMatch(line -> line.startsWith("estimated: PID 256 (h264): 2 of 5"));
    }

    @Test
    void givesAPictureTheTimeOfThePacketInWhichItsStartCodeBegins() {
        byte[] one = picture(true, 2, 0);
        byte[] two = picture(false, 0, 1);
        // The second picture's 00 00 00 01 is cut after its second zero byte of the code proper.
        ts.video(256, 9000, 9000, join(one, Arrays.copyOf(two, 3)));
        ts.video(256, 20_000, 20_000, join(Arrays.copyOfRange(two, 3, two.length), picture(false, 0, 2)));

        var video = only();

        assertThat(video.frames()).isEqualTo(3);
        assertThat(video.framesWithoutPts()).isOne();
        assertThat(video.minPts()).isEqualTo(9000);
        assertThat(video.maxPts()).isEqualTo(20_000);
    }

    @Test
    void tellsPicturesApartWithoutDelimiters() {
        ts.video(256, 0, 0, join(sequence(true, 4), pictureSet(), slice(true, 0, 2, 0), slice(true, 60, 2, 0)));
        ts.video(256, 3600, 3600, join(slice(false, 0, 0, 1), slice(false, 60, 0, 1)));
        ts.video(256, 7200, 7200, join(slice(false, 60, 0, 2)));

        assertThat(only().frames()).isEqualTo(3);
    }

    @Test
    void pairsFields() {
        ts.video(256, 0, 0, join(sequence(false, 4), pictureSet(), Media.field(false, 1), Media.field(true, 1)));
        ts.video(256, 3600, 3600, join(delimiter(), Media.field(false, 2)));
        ts.video(256, 5400, 5400, join(delimiter(), Media.field(true, 2)));
        ts.video(256, 7200, 7200, join(delimiter(), Media.field(true, 3), Media.field(false, 3)));

        var video = only();

        assertThat(video.frames()).isEqualTo(3);
        assertThat(video.framesWithoutPts()).isZero();
        assertThat(video.maxPts()).isEqualTo(7200);
        assertThat(video.endTicks()).isEqualTo(10_800);
        assertThat(video.height()).isEqualTo(1080);
    }

    @Test
    void countsWhereDecodingMayStart() {
        ts.video(256, 0, 0, picture(true, 2, 0));
        ts.video(256, 3600, 3600, join(delimiter(), slice(false, 0, 2, 1)));
        ts.video(256, 7200, 7200, join(delimiter(), Media.recoveryPoint(), slice(false, 0, 2, 2)));

        assertThat(only().keyFrames()).isEqualTo(2);
    }

    @Test
    void countsEveryIntraPictureWhereOnlyOneFrameMayBeReferredTo() {
        ts.video(256, 0, 0, join(sequence(true, 1), pictureSet(), slice(true, 0, 7, 0)));
        ts.video(256, 3600, 3600, join(delimiter(), slice(false, 0, 7, 1)));
        ts.video(256, 7200, 7200, join(delimiter(), slice(false, 0, 0, 2)));

        assertThat(only().keyFrames()).isEqualTo(2);
    }

    @ParameterizedTest(name = "packets of {0} bytes of payload")
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 100, 184})
    void doesNotCareWherePacketsAreCut(int most) {
        for (int i = 0; i < 4; i++) {
            ts.payload(256, TsWriter.pes(0xE0, 9000 + i * 3600L, 9000 + i * 3600L, picture(i == 0, 0, i)), most);
        }

        var video = only();

        assertThat(video.frames()).isEqualTo(4);
        assertThat(video.framesWithoutPts()).isZero();
        assertThat(video.startTicks()).isEqualTo(9000);
        assertThat(video.endTicks()).isEqualTo(23_400);
        assertThat(video.width()).isEqualTo(1920);
    }

    @Test
    void saysSoIfFramesAreMissingInside() {
        for (int i : new int[] {0, 1, 2, 9, 10, 11}) {
            ts.video(256, i * 3600L, i * 3600L, picture(i == 0, 0, i));
        }

        assertThat(measured(ts.bytes()).warnings())
                .containsExactly(
                        "gap_inside: PID 256 (h264): 6 frames of 3600 ticks do not fill the 43200 ticks of the range");
    }

    private Stream only() {
        return measured(ts.bytes()).streams().get(0);
    }
}
