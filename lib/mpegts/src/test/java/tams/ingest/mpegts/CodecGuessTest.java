package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.TsWriter.NO_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecGuessTest {

    private static final int VIDEO = 256;
    private static final int AUDIO = 257;

    @ParameterizedTest
    @CsvSource({
        "0xE0, 0000000109F0, H264",
        "0xE3, 00000109F0, H264",
        "0xE0, 0000000167640028, H264",
        "0xE0, 0000000127640028, H264",
        "0xE0, 00000001460150, HEVC",
        "0xE0, 0000000140010C, HEVC",
        "0xE0, 00000001420101, HEVC",
        "0xE0, 0000000100A128, VVC",
        "0xE0, 0000000100790C, VVC",
        "0xE0, 000001B32D0240331FFFE01B000001B5148A, MPEG2VIDEO",
        "0xE0, 000001B32D0240331FFFE018000001B8000800, MPEG1VIDEO",
        "0xC0, FFF14C80065FFC, AAC",
        "0xDF, 56E0190000000000, ",
        "0xC0, FFFDA4001122, MP2",
        "0xC0, FFFB90641122, MP2",
        "0xBD, 0B77D00F1E40E1FF, AC3",
        "0xBD, 0B7702FF348724A0, EAC3",
        "0xFD, 7FFE8001FC3C7DB27700, DTS",
        "0xBD, 7FE0FFFE050CF0F0, OPUS",
        // What could be anything: a slice, text, a sound that starts in the midst of a frame, subtitles, random access
        // alone.
        "0xE0, 0000000141E0, ",
        "0xE0, 00000100000FFFF8, ",
        "0xE0, 48656C6C6F, ",
        "0xE0, 0109F0, ",
        "0xC0, 1122FFF14C80065FFC, ",
        "0xC0, FFFFFFFF, ",
        "0xBD, 20000F, ",
        "0xBF, 0000000109F0, ",
    })
    void goesByTheHeadOfAPesPacket(int streamId, String head, @Nullable Codec codec) {
        assertThat(guess(new TsWriter().payload(VIDEO, pes(streamId, head)))).isEqualTo(codec);
    }

    /** The last byte that tells is the packet's last one, or is missing. */
    @ParameterizedTest
    @CsvSource({
        "0xE0, 0000000109F0, H264",
        "0xE0, 0000000109, ",
        "0xE0, 00000109F0, H264",
        "0xE0, 000109F0, ",
        "0xE0, 000001B32D024033000001B5, MPEG2VIDEO",
        "0xE0, 000001B32D02403300000001B5, MPEG2VIDEO",
        "0xE0, 000001B32D024033000001, MPEG1VIDEO",
        "0xE0, 000001B32D024033000101B5, MPEG1VIDEO",
        "0xC0, FFF14C80065FFC00000000000000000000000000000000000000000000000000, AAC",
        "0xC0, FFF14C80065FFC000000000000000000000000000000000000000000000000, ",
    })
    void goesByTheVeryLastByteThatItNeeds(int streamId, String payload, @Nullable Codec codec) {
        byte[] pes = TsWriter.pes(streamId, 90_000, NO_TIME, HexFormat.of().parseHex(payload));

        assertThat(guess(new TsWriter().payload(VIDEO, pes))).isEqualTo(codec);
    }

    @Test
    void noticesAClockInAnyPacket() {
        var guess = new CodecGuess();
        byte[] clock = new byte[Packets.SIZE];
        System.arraycopy(new byte[] {0x47, 1, 0, 0x20, (byte) 183, 0x10}, 0, clock, 0, 6);
        byte[] plain = new TsWriter().packet(VIDEO, false, new byte[184]).bytes();

        guess.packet(plain, 0);
        assertThat(guess.carriesClock()).isFalse();
        guess.packet(clock, 0);
        assertThat(guess.carriesClock()).isTrue();
        guess.packet(plain, 0);
        assertThat(guess.carriesClock()).isTrue();
    }

    @Test
    void looksAtFurtherPacketsUntilOneTells() {
        var ts = new TsWriter().packet(VIDEO, false, new byte[184]).payload(VIDEO, pes(0xE0, "0000000141E0"));
        assertThat(guess(ts)).isNull();

        assertThat(guess(ts.payload(VIDEO, pes(0xE0, "0000000109F0")))).isEqualTo(Codec.H264);
    }

    @Test
    void guessesNothingThatIsScrambledOrAfterAHeadThatFillsIt() {
        var scrambled = new TsWriter();
        scrambled.packet(VIDEO, true, pes(0xE0, "0000000109F0"), 0, 2);
        var filling = new TsWriter().payload(VIDEO, pes(0xE0, "00".repeat(2 * CodecGuess.HEAD_BYTES) + "0109F0"));

        assertThat(guess(scrambled)).isNull();
        assertThat(guess(filling)).isNull();
    }

    @Test
    void measuresMediaWithoutAnyTable() {
        var measurement = Media.measured(withoutTables(Media.muxed(90_000, 31).bytes(), Set.of(0x1000)));

        assertThat(measurement.programs()).containsExactly(new Program(1, Packets.NULL_PID, Packets.NULL_PID));
        assertThat(measurement.streams())
                .isEqualTo(Media.measured(Media.muxed(90_000, 31).bytes()).streams());
        assertThat(measurement.warnings())
                .containsExactly(
                        "psi_guessed: the chunk has no PMT and no chunk before had one; the codecs of its streams are told from"
                                + " their bytes");
    }

    @Test
    void remembersNoGuess() {
        byte[] bytes = withoutTables(Media.muxed(90_000, 31).bytes(), Set.of(0x1000));
        var meter = new ChunkMeter();
        meter.push(bytes, 0, bytes.length);
        meter.finish();

        assertThat(meter.programs().isEmpty()).isTrue();
    }

    @Test
    void keepsWhatALateTableConfirmsAndGivesUpWhatItDenies() {
        var ts = new TsWriter();
        for (int i = 0; i < 3000; i++) {
            ts.video(VIDEO, 3600L * i, 3600L * i, picture(i == 0, 0, i & 15)).audio(AUDIO, 1920L * i, adts(1, 3, 40));
        }
        ts.pat(7, 0x1000).pmt(0x1000, 7, 0x1B, VIDEO, 0x11, AUDIO);

        var measurement = Media.measured(ts.bytes());

        assertThat(measurement.programs()).containsExactly(new Program(7, 0x1000, VIDEO));
        assertThat(measurement.streams()).extracting(Stream::codec).containsExactly("h264", "aac_latm");
        assertThat(measurement.streams()).extracting(Stream::hasRange).containsExactly(true, false);
        assertThat(measurement.streams().get(0).frames()).isEqualTo(3000);
        assertThat(measurement.warnings()).noneMatch(warning -> warning.startsWith("psi_guessed"));
    }

    /** Goal: a guess is right or is not made. Method: real chunks without their tables, against the same chunks with them. */
    @Test
    void tellsRealStreamsByTheirBytesAsTheirTablesDo() {
        var corpus = Corpus.orSkip();
        int guessed = 0;
        int listed = 0;
        for (JsonNode file : corpus.oracle()) {
            byte[] bytes = corpus.bytes(file.path("file").asText());
            if (!(Media.measure(bytes) instanceof Measurement whole)
                    || whole.packetSize() != Packets.SIZE
                    || whole.programs().size() != 1
                    || !whole.warnings().isEmpty()) {
                continue;
            }
            var known = List.copyOf(whole.streams());
            listed += (int) known.stream().filter(Stream::hasRange).count();
            byte[] bare = withoutTables(bytes, Set.of(whole.programs().get(0).pmtPid()));
            if (Media.measure(bare) instanceof Measurement measurement) {
                for (var stream : measurement.streams()) {
                    assertThat(known.stream().filter(one -> one.pid() == stream.pid()))
                            .as("%s PID %d", file.path("file").asText(), stream.pid())
                            .singleElement()
                            .extracting(Stream::codec, Stream::frames, Stream::startTicks, Stream::endTicks)
                            .containsExactly(stream.codec(), stream.frames(), stream.startTicks(), stream.endTicks());
                    guessed++;
                }
            }
        }

        assertThat(listed).isGreaterThan(100);
        assertThat(guessed).as("of %d", listed).isGreaterThan(9 * listed / 10);
    }

    private static @Nullable Codec guess(TsWriter ts) {
        var guess = new CodecGuess();
        byte[] bytes = ts.bytes();
        for (int at = 0; at < bytes.length; at += Packets.SIZE) {
            guess.packet(bytes, at);
        }
        return guess.codec();
    }

    private static byte[] pes(int streamId, String hex) {
        byte[] head = HexFormat.of().parseHex(hex);
        byte[] rest = new byte[60];
        new Random(1).nextBytes(rest);
        return TsWriter.pes(streamId, 90_000, NO_TIME, join(head, rest));
    }

    private static byte[] withoutTables(byte[] bytes, Set<Integer> maps) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at + Packets.SIZE <= bytes.length; at += Packets.SIZE) {
            int pid = Packets.pid(bytes, at);
            if (pid != 0 && !maps.contains(pid)) {
                out.write(bytes, at, Packets.SIZE);
            }
        }
        return out.toByteArray();
    }
}
