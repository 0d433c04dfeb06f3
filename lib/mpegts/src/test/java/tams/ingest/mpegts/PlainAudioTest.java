package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measure;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.refused;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAudioTest {

    private static final int RATE_48000 = 3;
    private static final int RATE_44100 = 4;

    @Test
    void placesFramesBehindAppleTimestamp() {
        byte[] file = join(new Id3Writer(4).timestamp(900_000).tag(0), adts(47, RATE_44100, 300));

        var measurement = measured(file);
        var stream = measurement.streams().get(0);

        assertThat(measurement.packetSize()).isZero();
        assertThat(measurement.packets()).isZero();
        assertThat(measurement.programs()).isEmpty();
        assertThat(measurement.warnings()).isEmpty();
        assertThat(stream.pid()).isZero();
        assertThat(stream.program()).isZero();
        assertThat(stream.codec()).isEqualTo("aac");
        assertThat(stream.sampleRate()).isEqualTo(44_100);
        assertThat(stream.channels()).isEqualTo(2);
        assertThat(stream.frames()).isEqualTo(47);
        assertThat(stream.framesWithoutPts()).isZero();
        assertThat(stream.frameTicks()).hasToString("102400/49");
        assertThat(stream.startTicks()).isEqualTo(900_000);
        assertThat(stream.minPts()).isEqualTo(900_000);
        assertThat(stream.maxPts()).isEqualTo(900_000 + 96_131);
        assertThat(stream.endTicks()).isEqualTo(900_000 + 98_220);
    }

    @Test
    void saysHowLongButNotWhenWithoutTimestamp() {
        var measurement = measured(adts(47, RATE_48000, 300));
        var stream = measurement.streams().get(0);

        assertThat(stream.frames()).isEqualTo(47);
        assertThat(stream.framesWithoutPts()).isEqualTo(47);
        assertThat(stream.frameTicks()).hasToString("1920");
        assertThat(stream.hasRange()).isFalse();
        assertThat(stream.minPts()).isNull();
        assertThat(stream.maxPts()).isNull();
        assertThat(measurement.warnings()).singleElement().asString().startsWith("no_timestamp: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void believesFewFramesThatFillTheFile(int frames) {
        byte[] file = join(new Id3Writer(4).timestamp(0).tag(0), adts(frames, RATE_48000, 300));

        assertThat(measured(file).streams().get(0).endTicks()).isEqualTo(frames * 1920L);
        assertThat(refused(join(new byte[] {1}, adts(Math.min(frames, 3), RATE_48000, 300)))
                        .reason())
                .isEqualTo(Reason.NOT_TS);
    }

    @Test
    void putsUpWithLittleJunkBeforeTheFramesAndSaysWhereItLies() {
        byte[] tag = new Id3Writer(4).timestamp(0).tag(0);
        byte[] sound = adts(9, RATE_48000, 300);

        assertThat(measured(join(tag, new byte[700], sound)).warnings())
                .containsExactly("audio_damaged: 700 bytes, first at byte " + tag.length
                        + ", are no frames and were passed over");
        assertThat(refused(join(tag, new byte[PlainFrames.JUNK_MAX * 8], sound)).reason())
                .isEqualTo(Reason.NOT_TS);
    }

    @Test
    void goesOnAfterDamageAndSaysWhereItLies() {
        byte[] file = adts(30, RATE_48000, 300);
        Arrays.fill(file, 3000, 3100, (byte) 1);

        var measurement = measured(file);

        assertThat(measurement.streams().get(0).frames()).isEqualTo(29);
        assertThat(measurement.warnings())
                .contains("audio_damaged: 300 bytes, first at byte 3000, are no frames and were passed over");
    }

    @Test
    void countsAFrameThatIsCutShort() {
        byte[] file = adts(30, RATE_48000, 300);

        var measurement = measured(Arrays.copyOf(file, file.length - 10));

        assertThat(measurement.streams().get(0).frames()).isEqualTo(30);
        assertThat(measurement.warnings()).contains("tail_incomplete: the last frame lacks 10 of its bytes");
    }

    @Test
    void refusesSoundThatChanges() {
        byte[] before = adts(30, RATE_48000, 300);

        assertThat(refused(join(before, adts(30, RATE_44100, 300))))
                .isEqualTo(new Unmeasurable(
                        Reason.NO_DURATION,
                        "the sound changes at byte 9000 from aac of 48000 Hz to aac of 44100 Hz:"
                                + " a plain audio file holds one kind of sound"));
        assertThat(refused(join(before, adts(2, RATE_44100, 300))).reason()).isEqualTo(Reason.NO_DURATION);
        assertThat(refused(join(before, mp3(30))).message()).contains("from aac of 48000 Hz to mp3 of 48000 Hz");
    }

    @Test
    void leavesOutTheFrameThatOnlyDescribesAnMp3File() {
        for (String word : new String[] {"Xing", "Info"}) {
            byte[] file = mp3(20);
            System.arraycopy(word.getBytes(StandardCharsets.US_ASCII), 0, file, 36, 4);

            assertThat(measured(file).streams().get(0).frames()).isEqualTo(19);
        }
        assertThat(measured(mp3(20)).streams().get(0).frames()).isEqualTo(20);
        assertThat(measured(mp3(20)).streams().get(0).frameTicks()).hasToString("2160");
    }

    @Test
    void prefersATransportStreamNearTheStart() {
        byte[] stream = Media.muxed(0, 30).bytes();

        assertThat(measured(stream).packetSize()).isEqualTo(188);
        assertThat(measured(join(adts(9, RATE_48000, 300), stream)).packetSize())
                .isEqualTo(188);
    }

    /** Goal: the result is a function of the bytes. Method: cut one file by seed into pieces. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesNotDependOnThePieces(long seed) {
        var random = new Random(seed);
        byte[] sound = adts(200, RATE_44100, 100 + random.nextInt(900));
        for (int i = 0; i < 5; i++) {
            sound[random.nextInt(sound.length)] = (byte) random.nextInt();
        }
        byte[] file = join(new Id3Writer(3).timestamp(seed).tag(0), sound, new byte[random.nextInt(500)]);

        assertThat(measure(file, random, 400)).isEqualTo(measure(file));
        assertThat(measure(file, random, 20_000)).isEqualTo(measure(file));
        assertThat(measured(file).streams().get(0).frames()).isBetween(185L, 200L);
    }

    /** Goal: chance does not make sound. Method: noise by seed, all of it header-like bytes every other time. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void takesNoiseForNothing(long seed) {
        var random = new Random(seed);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        for (int i = 0; seed % 2 == 0 && i < noise.length; i += 1 + random.nextInt(40)) {
            noise[i] = (byte) 0xFF;
        }

        assertThat(refused(noise).reason()).isEqualTo(Reason.NOT_TS);
    }

    /** Layer III at 128 kbit/s and 48 kHz: 384 bytes, 1152 samples. */
    private static byte[] mp3(int frames) {
        byte[] file = new byte[frames * 384];
        Arrays.fill(file, (byte) 0x55);
        for (int at = 0; at < file.length; at += 384) {
            System.arraycopy(new byte[] {-1, (byte) 0xFB, (byte) 0x94, 0}, 0, file, at, 4);
        }
        return file;
    }
}
