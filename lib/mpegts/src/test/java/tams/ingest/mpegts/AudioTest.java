package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTest {

    private static final int AAC = 0x0F;
    private static final int RATE_48000 = 3;
    private static final int RATE_44100 = 4;

    @Test
    void countsEveryFrameOfAPacket() {
        var ts = new TsWriter().tables(AAC, 257).audio(257, 9000, adts(6, RATE_48000, 200));

        var audio = only(ts.audio(257, 9000 + 6 * 1920, adts(4, RATE_48000, 333)));

        assertThat(audio.codec()).isEqualTo("aac");
        assertThat(audio.sampleRate()).isEqualTo(48_000);
        assertThat(audio.channels()).isEqualTo(2);
        assertThat(audio.profile()).isEqualTo(2);
        assertThat(audio.frames()).isEqualTo(10);
        assertThat(audio.framesWithoutPts()).isZero();
        assertThat(audio.frameTicks()).hasToString("1920");
        assertThat(audio.startTicks()).isEqualTo(9000);
        assertThat(audio.maxPts()).isEqualTo(9000 + 9 * 1920);
        assertThat(audio.endTicks()).isEqualTo(9000 + 10 * 1920);
    }

    /** 1024 samples at 44.1 kHz are 2089.795... ticks: seven frames are 14628.57, and seven rounded ones 14630. */
    @Test
    void roundsOnceFromThePacketsOwnTime() {
        var audio = only(new TsWriter().tables(AAC, 257).audio(257, 100, adts(8, RATE_44100, 50)));

        assertThat(audio.frameTicks()).hasToString("102400/49");
        assertThat(audio.maxPts()).isEqualTo(100 + 14_629);
        assertThat(audio.endTicks()).isEqualTo(100 + 16_718);
    }

    @Test
    void givesThePacketsTimeToTheFirstFrameThatStartsInIt() {
        byte[] frames = adts(5, RATE_48000, 300);
        var ts = new TsWriter().tables(AAC, 257);
        ts.audio(257, 9000, Arrays.copyOf(frames, 650));
        ts.audio(257, 50_000, Arrays.copyOfRange(frames, 650, frames.length));

        var audio = only(ts);

        // The third frame starts in the first packet; the fourth is the second packet's first.
        assertThat(audio.frames()).isEqualTo(5);
        assertThat(audio.startTicks()).isEqualTo(9000);
        assertThat(audio.maxPts()).isEqualTo(51_920);
    }

    @ParameterizedTest(name = "cut after {0} bytes of the header")
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void readsAHeaderCutByAPacketsEnd(int cut) {
        byte[] frames = adts(4, RATE_48000, 100);
        var ts = new TsWriter().tables(AAC, 257);
        ts.audio(257, 0, Arrays.copyOf(frames, 200 + cut));
        ts.audio(257, 3 * 1920, Arrays.copyOfRange(frames, 200 + cut, frames.length));

        var audio = only(ts);

        assertThat(audio.frames()).isEqualTo(4);
        assertThat(audio.endTicks()).isEqualTo(4 * 1920);
    }

    @Test
    void countsTheFrameThatTheChunkCutsOff() {
        byte[] frames = adts(3, RATE_48000, 300);

        var audio = only(new TsWriter().tables(AAC, 257).audio(257, 0, Arrays.copyOf(frames, 620)));

        assertThat(audio.frames()).isEqualTo(3);
        assertThat(audio.endTicks()).isEqualTo(3 * 1920);
    }

    @Test
    void countsTheFrameWhoseHeaderTheChunkCutsOff() {
        byte[] frames = adts(3, RATE_48000, 300);

        var audio = only(new TsWriter().tables(AAC, 257).audio(257, 0, Arrays.copyOf(frames, 603)));

        assertThat(audio.frames()).isEqualTo(3);
        assertThat(audio.endTicks()).isEqualTo(3 * 1920);
    }

    @Test
    void doesNotGuessTheTimeOfFramesAfterALoss() {
        var ts = new TsWriter().tables(AAC, 257).audio(257, 0, adts(2, RATE_48000, 184));
        ts.skip(257, 3).packet(257, false, adts(1, RATE_48000, 184)).packet(257, false, adts(1, RATE_48000, 184));
        ts.audio(257, 20 * 1920, adts(1, RATE_48000, 100));

        var audio = only(ts);

        assertThat(audio.endTicks()).isEqualTo(21 * 1920);
        assertThat(audio.framesWithoutPts()).isPositive();
    }

    @Test
    void passesOverJunkBeforeTheFirstFrame() {
        byte[] junk = {1, (byte) 0xFF, (byte) 0xF1, 2, 3, 4, 5, 6, 7, 8, 9};

        var measurement = measured(new TsWriter()
                .tables(AAC, 257)
                .audio(257, 90, join(junk, adts(3, RATE_48000, 64)))
                .bytes());

        assertThat(measurement.streams().get(0).frames()).isEqualTo(3);
        assertThat(measurement.streams().get(0).startTicks()).isEqualTo(90);
        assertThat(measurement.warnings())
                .containsExactly("audio_damaged: PID 257 (aac): 11 bytes between frames were passed over");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // header bytes in hex, codec, bytes, samples, rate, channels
        "FFFD9400, mp2, 480, 1152, 48000, 2",
        "FFFDC4C0, mp2, 768, 1152, 48000, 1",
        "FFFB9264, mp3, 418, 1152, 44100, 2",
        "FFF340C4, mp3, 104, 576, 22050, 1",
        "FFE384C4, mp3, 384, 576, 12000, 1",
        "FFFF1400, mp1, 32, 384, 48000, 2",
        "FFFF1600, mp1, 36, 384, 48000, 2",
    })
    void readsHeadersOfMpegAudio(String hex, String codec, int bytes, int samples, int rate, int channels) {
        var read = requireNonNull(new MpegAudioSyntax().parse(HexFormat.of().parseHex(hex)));

        assertThat(read.codec().code()).isEqualTo(codec);
        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(read.samples()).isEqualTo(samples);
        assertThat(read.sampleRate()).isEqualTo(rate);
        assertThat(read.channels()).isEqualTo(channels);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0B7700001C40E1DF, ac3, 1536, 1536, 48000, 6",
        "0B7700001440432F, ac3, 768, 1536, 48000, 2",
        "0B7700005540432F, ac3, 836, 1536, 44100, 2",
        "0B7701FF3F80003F, eac3, 1024, 1536, 48000, 6",
        "0B7701FF0480003F, eac3, 1024, 256, 48000, 2",
        "0B7741FF3480003F, eac3, 1024, 0, 48000, 2",
        "0B7709FF3480003F, eac3, 1024, 0, 48000, 2",
    })
    void readsHeadersOfDolbyAudio(String hex, String codec, int bytes, int samples, int rate, int channels) {
        var read = requireNonNull(new Ac3Syntax().parse(HexFormat.of().parseHex(hex)));

        assertThat(read.codec().code()).isEqualTo(codec);
        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(read.samples()).isEqualTo(samples);
        assertThat(read.sampleRate()).isEqualTo(rate);
        assertThat(read.channels()).isEqualTo(channels);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // header bytes in hex, bytes, samples, channels: CELT 20 ms; two of SILK 60 ms; three of CELT 2.5 ms; size 300;
        // both trims; an extension; one byte of DTX
        "7FE010F8, 19, 960, 1",
        "7FE0101D, 19, 5760, 2",
        "7FE010E303, 19, 360, 1",
        "7FE0FF2DF8, 304, 960, 1",
        "7FF81001380138FC, 23, 960, 2",
        "7FE41002AAAAF8, 22, 960, 1",
        "7FE001F8, 4, 960, 1",
    })
    void readsHeadersOfOpus(String hex, int bytes, int samples, int channels) {
        var read = read(new OpusSyntax(), hex);

        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(read.samples()).isEqualTo(samples);
        assertThat(read.sampleRate()).isEqualTo(48_000);
        assertThat(read.channels()).isEqualTo(channels);
    }

    @Test
    void addsNoTimeForADtsExtensionBehindACore() {
        var syntax = new DtsSyntax();

        var alone = read(syntax, "645820250000E03FF8000000");
        var core = read(syntax, "7FFE8001FC3C3FF274000400");
        var behind = read(syntax, "645820250000E03FF8000000");

        assertThat(core.bytes()).isEqualTo(1024);
        assertThat(core.samples()).isEqualTo(512);
        assertThat(core.sampleRate()).isEqualTo(48_000);
        assertThat(core.channels()).isEqualTo(6);
        assertThat(alone.samples()).isEqualTo(512);
        assertThat(behind.samples()).isZero();
        assertThat(behind.bytes()).isEqualTo(alone.bytes());
    }

    @Test
    void readsFramesOfLatmByTheLastConfiguration() {
        var syntax = new LatmSyntax();
        // StreamMuxConfig: version 0, one stream, one sub-frame; AAC-LC, index 4 (44.1 kHz), stereo, 1024 samples.
        var configured = read(syntax, latm("0", "0", "1", "000000", "0000", "000", "00010", "0100", "0010", "000"));
        var same = read(syntax, latm("1", "0000000"));

        assertThat(configured.sampleRate()).isEqualTo(44_100);
        assertThat(configured.channels()).isEqualTo(2);
        assertThat(configured.samples()).isEqualTo(1024);
        assertThat(configured.profile()).isEqualTo(2);
        assertThat(same.samples()).isEqualTo(1024);
        assertThat(same.bytes()).isEqualTo(4);
        assertThat(new LatmSyntax().parse(HexFormat.of().parseHex(latm("1", "0000000") + "00".repeat(28))))
                .isNull();
    }

    /** A LOAS frame in hex. */
    private static String latm(String... fields) {
        String bits = String.join("", fields);
        bits += "0".repeat((8 - bits.length() % 8) % 8);
        var hex = new StringBuilder("56E0%02X".formatted(bits.length() / 8));
        for (int i = 0; i < bits.length(); i += 8) {
            hex.append("%02X".formatted(Integer.parseInt(bits.substring(i, i + 8), 2)));
        }
        return hex.toString();
    }

    /** Feeds a header byte by byte, as the stream does, and reads it once the syntax has enough. */
    private static AudioHeader read(AudioSyntax syntax, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] header = Arrays.copyOf(bytes, AudioSyntax.HEADER_MAX);
        int length = 1;
        while (length < syntax.headerBytes(header, length)) {
            assertThat(syntax.plausible(header, length)).isTrue();
            length++;
        }
        assertThat(length).isLessThanOrEqualTo(bytes.length);
        return requireNonNull(syntax.parse(header));
    }

    private static Stream only(TsWriter ts) {
        return measured(ts.bytes()).streams().get(0);
    }
}
