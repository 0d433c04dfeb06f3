package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.measured;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what encoders write is read as they were told to write it. Method: two seconds of each, made on the spot. */
class EncoderTest {

    private static final String FIELDS = " -flags +ildct+ilme ";
    private static final String X265 = " -c:v libx265 -preset medium -x265-params log-level=none";

    @TempDir
    Path folder;

    private final Ffprobe ffmpeg = Ffprobe.orSkip();

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "25, -c:v libx264 -preset ultrafast, h264, 50, 3600, progressive",
        "25, -vf setfield=tff -c:v libx264 -x264-params tff=1" + FIELDS + ", h264, 50, 3600, interlaced_tff",
        "25, -vf setfield=bff -c:v libx264 -x264-params bff=1" + FIELDS + ", h264, 50, 3600, interlaced_bff",
        "25, -vf setfield=bff -c:v libx264 -x264-params bff=1:nal-hrd=cbr -b:v 1M -maxrate 1M -bufsize 1M" + FIELDS
                + ", h264, 50, 3600, interlaced_bff",
        "24000/1001, -c:v libx264 -x264-params fake-interlaced=1:pic-struct=1, h264, 48, 15015/4, progressive",
        "25," + X265 + ", hevc, 50, 3600, progressive",
        "30000/1001," + X265
                + ":scaling-list=default:hrd=1:vbv-maxrate=1000:vbv-bufsize=1000, hevc, 60, 3003, progressive",
        "30000/1001, -frames:v 1" + X265 + ", hevc, 1, 3003, progressive",
        "25, -vf setfield=tff:separatefields" + X265 + ":interlace=tff, hevc, 50, 3600, interlaced_tff",
        "25, -vf setfield=bff:separatefields" + X265 + ":interlace=bff, hevc, 50, 3600, interlaced_bff",
        "25, -c:v mpeg2video, mpeg2video, 50, 3600, progressive",
        "25, -c:v mpeg2video -top 1 -bf 2" + FIELDS + ", mpeg2video, 50, 3600, interlaced_tff",
        "25, -c:v mpeg2video -top 0" + FIELDS + ", mpeg2video, 50, 3600, interlaced_bff",
        "30000/1001, -c:v mpeg2video -frames:v 1, mpeg2video, 1, 3003, progressive",
    })
    void readsRateAndScan(String rate, String arguments, String codec, int frames, String ticks, String mode) {
        String source = "-f lavfi -i testsrc2=s=320x240:r=" + rate + ":d=2 ";

        var video = measured(
                        ffmpeg.chunk(folder, source + arguments.strip().replace(":separatefields", ",separatefields")))
                .streams()
                .get(0);

        assertThat(video.codec()).isEqualTo(codec);
        assertThat(video.frames()).isEqualTo(frames);
        assertThat(video.frameTicks()).hasToString(ticks);
        assertThat(video.interlaceMode()).isEqualTo(mode);
        assertThat(video.width()).isEqualTo(320);
        assertThat(video.height()).isEqualTo(240);
        assertThat(video.framesWithoutPts()).isZero();
        assertThat(requireNonNull(video.endTicks()) - requireNonNull(video.startTicks()))
                .isBetween(frames * 3000L, frames * 3754L);
    }
}
