package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: every audio codec is followed through packets cut anywhere. Method: one header, repeated, its payload at random. */
class AudioStreamTest {

    private static final int FRAMES = 12;

    @ParameterizedTest(name = "{4} at {5} Hz")
    @CsvSource({
        // header in hex, frame bytes, stream type, samples, codec, rate
        "FFFD9400, 480, 03, 1152, mp2, 48000",
        "FFFB9264, 418, 03, 1152, mp3, 44100",
        "FFFF1400, 32, 04, 384, mp1, 48000",
        "FFF150800180FC, 12, 0F, 1024, aac, 44100",
        "0B7700001C40E1DF, 1536, 81, 1536, ac3, 48000",
        "0B7700005540432F, 836, 81, 1536, ac3, 44100",
        "0B7701FF3F80003F, 1024, 87, 1536, eac3, 48000",
        "0B7701FFEF80003F, 1024, 87, 1536, eac3, 16000",
        "7FFE8001FC3C3FF274000400, 1024, 82, 512, dts, 48000",
        "56E03D20001210, 64, 11, 1024, aac_latm, 44100",
    })
    void isFollowedFrameByFrame(String hex, int bytes, String type, int samples, String codec, int rate) {
        for (long seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            byte[] frames = frames(HexFormat.of().parseHex(hex), bytes, random);
            int cut = 1 + random.nextInt(frames.length - 1);
            int whole = (cut + bytes - 1) / bytes;
            long second = 9000 + Fraction.rounded((long) whole * samples * 90_000, rate);
            var ts = new TsWriter().tables(Integer.parseInt(type, 16), 257);
            ts.audio(257, 9000, Arrays.copyOf(frames, cut));
            ts.audio(257, second, Arrays.copyOfRange(frames, cut, frames.length));

            var measurement = measured(ts.bytes());

            var audio = measurement.streams().get(0);
            assertThat(audio.codec()).isEqualTo(codec);
            assertThat(audio.frames()).as("seed %d", seed).isEqualTo(FRAMES);
            assertThat(audio.framesWithoutPts()).isZero();
            assertThat(audio.sampleRate()).isEqualTo(rate);
            assertThat(audio.startTicks()).isEqualTo(9000);
            assertThat(audio.endTicks())
                    .isBetween(
                            8999 + Fraction.rounded((long) FRAMES * samples * 90_000, rate),
                            9001 + Fraction.rounded((long) FRAMES * samples * 90_000, rate));
            assertThat(measurement.warnings()).isEmpty();
        }
    }

    /**
     * A packet's PTS is that of the first frame that commences in it (ISO/IEC 13818-1, 2.4.3.7): what lies before the first
     * sync word is the tail of a frame that commenced before the chunk, and no frame of its own.
     */
    @Test
    void countsNoFrameForTheTailThatAChunkStartsWith() {
        byte[] frames = frames(HexFormat.of().parseHex("0B7700001C40E1DF"), 1536, new Random(1));
        byte[] cut = Arrays.copyOfRange(frames, 1536 - 73, frames.length);
        var ts = new TsWriter().tables(0x81, 257);
        for (int packet = 0; packet * 1536 < cut.length; packet++) {
            byte[] payload = Arrays.copyOfRange(cut, packet * 1536, Math.min((packet + 1) * 1536, cut.length));
            if (payload.length > 73) {
                ts.audio(257, packet * 2880L, payload);
            }
        }

        var measurement = measured(ts.bytes());

        var audio = measurement.streams().get(0);
        assertThat(audio.frames()).isEqualTo(FRAMES - 1);
        assertThat(audio.framesWithoutPts()).isZero();
        assertThat(audio.minPts()).isZero();
        assertThat(audio.maxPts()).isEqualTo((FRAMES - 2) * 2880L);
        assertThat(measurement.warnings())
                .contains("audio_damaged: PID 257 (ac3): 73 bytes between frames were passed over");
    }

    private static byte[] frames(byte[] header, int bytes, Random random) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES; i++) {
            byte[] payload = new byte[bytes - header.length];
            random.nextBytes(payload);
            out.writeBytes(join(header, payload));
        }
        return out.toByteArray();
    }
}
