package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes of a damaged sound count as frames, which have a time, and how many are passed over. */
class AudioEssenceTest {

    private static final int STEP = 1920;
    private static final int BYTES = 100;

    private final AudioEssence essence = AudioEssence.of(Codec.AAC);

    /** Letters: F a frame, h its first three bytes, H its first half, j 30 bytes of junk, | the next packet, ! a loss. */
    @ParameterizedTest(name = "{0}: {1} frames, {2} of them without PTS, {3} bytes passed over")
    @CsvSource({
        "|FFFF, 4, 0, 0",
        "|jFFF, 3, 0, 30",
        "|FFjFF, 4, 2, 30",
        "|FFjF|FF, 5, 1, 30",
        "|FFFj, 3, 0, 30",
        "|FF!FF, 4, 2, 0",
        "|FF!|FF, 4, 0, 0",
        "|FFH!FF, 5, 2, 0",
        "|FFH!jFF, 5, 2, 30",
        "|FFh, 3, 0, 0",
        "|FFh!|FF, 5, 0, 0",
        "|FFH|FF, 3, 0, 150",
        "|FFH|FFF, 5, 0, 50",
        // One frame alone counts where a packet starts with it, and nowhere else.
        "|F, 1, 0, 0",
        "|jF, 0, 0, 130",
        "|F!|F!|F, 3, 0, 0",
        "|F!jF!|F, 2, 0, 130",
        "|jF|F, 2, 0, 30",
        "|H, 1, 0, 0",
        "|h, 0, 0, 3",
        "|j, 0, 0, 30",
        "|j!j, 0, 0, 60",
        "|FF!j, 2, 0, 30",
        "|FF!j!j, 2, 0, 60",
        "|FFj!j!FF, 4, 2, 60",
        "|FjF, 1, 0, 0",
        "|hFFF, 3, 0, 3",
        "FFF|FF, 5, 3, 0",
    })
    void countsFramesThatEndWhereTheNextOneStarts(String sound, long frames, long withoutPts, long passedOver) {
        byte[] frame = adts(1, 3, BYTES);
        long time = 0;
        for (int i = 0; i < sound.length(); i++) {
            switch (sound.charAt(i)) {
                case '|' -> essence.packet(new Stamp(time, time, 0));
                case '!' -> essence.lost();
                case 'F' -> feed(frame);
                case 'H' -> feed(Arrays.copyOf(frame, BYTES / 2));
                case 'h' -> feed(Arrays.copyOf(frame, 3));
                default -> feed(new byte[30]);
            }
            time += STEP;
        }

        var findings = essence.findings();

        assertThat(findings.frames()).isEqualTo(frames);
        assertThat(findings.framesWithoutPts()).isEqualTo(withoutPts);
        assertThat(findings.remarks().stream()
                        .filter(remark -> remark.code().equals("audio_damaged"))
                        .map(Findings.Remark::text))
                .isEqualTo(
                        passedOver == 0 ? List.of() : List.of(passedOver + " bytes between frames were passed over"));
    }

    @Test
    void isNotMisledByAHeaderInsideAFrame() {
        byte[] frames = adts(5, 3, BYTES);
        System.arraycopy(adts(1, 3, 60), 0, frames, 20, 7);
        System.arraycopy(adts(1, 4, 80), 0, frames, 50, 7);
        essence.packet(new Stamp(0, 0, 0));

        feed(join(new byte[13], frames));

        assertThat(essence.findings().frames()).isEqualTo(5);
        assertThat(essence.findings().span()).isEqualTo(new Span(0, 4 * STEP, Fraction.of(STEP), 5L * STEP));
    }

    @Test
    void givesAFrameWhoseHeaderIsCutTheTimeOfThePacketWithItsFirstByte() {
        byte[] frames = adts(6, 3, BYTES);
        for (int cut = 0; cut < 8; cut++) {
            var own = AudioEssence.of(Codec.AAC);
            own.packet(new Stamp(0, 0, 0));
            own.bytes(frames, 0, 3 * BYTES + cut);
            own.packet(new Stamp(90_000, 90_000, 0));
            own.bytes(frames, 3 * BYTES + cut, 6 * BYTES);

            var span = own.findings().span();

            assertThat(span)
                    .as("cut at %d", cut)
                    .isNotNull()
                    .returns(90_000L + (cut == 0 ? 2L : 1L) * STEP, Span::maxPts);
        }
    }

    private void feed(byte[] bytes) {
        byte[] padded = join(new byte[] {-1}, bytes, new byte[] {-1});
        essence.bytes(padded, 1, 1 + bytes.length);
    }
}
