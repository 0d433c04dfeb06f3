package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a frame, a tag or neither, wherever it lies in a plain audio file. */
class PlainFramesTest {

    private static final int BYTES = 100;

    /**
     * Letters: F a frame of 100 bytes, H its first half, h its first three bytes, O a frame of another rate, j 30 bytes of
     * junk, T a tag of 30 bytes, t an old tag of 128 bytes, A what looks like one for a byte.
     */
    @ParameterizedTest(name = "{0}: {1} frames, {2} bytes passed over from byte {3}, {4} missing")
    @CsvSource({
        "F, 1, 0, -1, 0",
        "FFF, 3, 0, -1, 0",
        "FFFF, 4, 0, -1, 0",
        "FFFFFF, 6, 0, -1, 0",
        "FFH, 0, 0, -1, 0",
        "FFFH, 4, 0, -1, 50",
        "FFFFH, 5, 0, -1, 50",
        "FFFFh, 4, 3, 400, 0",
        "FFFFj, 4, 30, 400, 0",
        "FFFFjFFFF, 8, 30, 400, 0",
        "FFFFjFFF, 4, 330, 400, 0",
        "FFFFHFFFF, 5, 350, 500, 0",
        "FFFFHFFFFF, 9, 50, 500, 0",
        "FFFFjFFFFj, 8, 60, 400, 0",
        "jFFF, 0, 0, -1, 0",
        "jFFFF, 4, 30, 0, 0",
        "j, 0, 0, -1, 0",
        "TF, 1, 0, -1, 0",
        "TFFFF, 4, 0, -1, 0",
        "TTFFFF, 4, 0, -1, 0",
        "TFF, 2, 0, -1, 0",
        "TjFFFF, 4, 30, 30, 0",
        "TjFF, 0, 0, -1, 0",
        "jTFFFF, 4, 60, 0, 0",
        "FFFFT, 4, 0, -1, 0",
        "FFFFTFFFF, 8, 0, -1, 0",
        "FFFFTF, 5, 0, -1, 0",
        "FFFFTj, 4, 30, 430, 0",
        "FFFFjT, 4, 60, 400, 0",
        "FFFFt, 4, 0, -1, 0",
        "FFFFtFFFF, 8, 0, -1, 0",
        "FFFFtT, 4, 0, -1, 0",
        "FFFFA, 4, 30, 400, 0",
        "tFFFF, 4, 128, 0, 0",
        "FFFFOOOO, 8, 0, -1, 0",
        "FFFFOOO, 7, 0, -1, 0",
        "FFFFjOOOO, 8, 30, 400, 0",
    })
    void tellsFramesFromTagsAndFromNeither(String file, long frames, long passedOver, long from, long missing) {
        byte[] bytes = bytes(file);
        for (int piece : new int[] {1, 7, 99, bytes.length}) {
            var plain = new PlainFrames();
            for (int at = 0; at < bytes.length; at += piece) {
                plain.push(bytes, at, Math.min(at + piece, bytes.length));
            }
            plain.finish();

            assertThat(plain)
                    .as("pieces of %d", piece)
                    .returns(frames, PlainFrames::frames)
                    .returns(frames * 1024, PlainFrames::samples)
                    .returns(frames == 0 ? 0L : 1024L, PlainFrames::lastSamples)
                    .returns(frames > 0, one -> one.first() != null)
                    .returns(passedOver, PlainFrames::passedOver)
                    .returns(from, PlainFrames::passedOverAt)
                    .returns(missing, PlainFrames::missing)
                    .returns(file.contains("O"), one -> one.changedTo() != null);
        }
    }

    @Test
    void saysWhereTheSoundChanges() {
        for (String file : new String[] {"FFFFOOOO", "FFFFOOO", "FFFFOOOOFFFF"}) {
            var plain = new PlainFrames();
            byte[] bytes = bytes(file);
            plain.push(bytes, 0, bytes.length);
            plain.finish();

            assertThat(plain.changedAt()).isEqualTo(4 * BYTES);
            assertThat(plain.changedTo()).isNotNull().returns(44_100, AudioHeader::sampleRate);
        }
    }

    /** A file that cannot be plain sound any more is not read on; one with sound or with a long tag is. */
    @Test
    void givesUpWhereNoFramesFollowTheTags() {
        var junk = new PlainFrames();
        int searched = PlainFrames.JUNK_MAX + PlainFrames.CONFIRMING * 8 * 1024;
        junk.push(new byte[searched], 0, searched);
        assertThat(junk.hopeless()).isFalse();
        junk.push(new byte[1], 0, 1);
        assertThat(junk.hopeless()).isTrue();

        var sound = new PlainFrames();
        byte[] file = join(bytes("FFFF"), new byte[2 * searched]);
        sound.push(file, 0, file.length);
        assertThat(sound.hopeless()).isFalse();

        var tagged = new PlainFrames();
        byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0x7F, 0x7F, 0x7F};
        tagged.push(tag, 0, tag.length);
        tagged.push(new byte[2 * searched], 0, 2 * searched);
        assertThat(tagged.hopeless()).isFalse();
    }

    private static byte[] bytes(String file) {
        byte[] frame = adts(1, 3, BYTES);
        byte[] bytes = new byte[0];
        for (int i = 0; i < file.length(); i++) {
            bytes = join(
                    bytes,
                    switch (file.charAt(i)) {
                        case 'F' -> frame;
                        case 'H' -> Arrays.copyOf(frame, BYTES / 2);
                        case 'h' -> Arrays.copyOf(frame, 3);
                        case 'O' -> adts(1, 4, BYTES);
                        case 'T' -> Arrays.copyOf(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 20}, 30);
                        case 't' -> Arrays.copyOf(new byte[] {'T', 'A', 'G'}, 128);
                        case 'A' -> Arrays.copyOf(new byte[] {'T', 'A', 'X'}, 30);
                        default -> new byte[30];
                    });
        }
        return bytes;
    }
}
