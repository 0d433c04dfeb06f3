package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.picture;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkMeterTest {

    @Test
    void measuresAMuxedChunk() {
        var measurement = measured(Media.muxed(186_006, 31).nulls(3).bytes());

        assertThat(measurement.packetSize()).isEqualTo(188);
        assertThat(measurement.programs()).containsExactly(new Program(1, 0x1000, 256));
        assertThat(measurement.warnings()).isEmpty();
        var video = measurement.streams().get(0);
        var audio = measurement.streams().get(1);
        assertThat(video.kind()).isEqualTo(Kind.VIDEO);
        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.startTicks()).isEqualTo(186_006);
        assertThat(video.endTicks()).isEqualTo(186_006 + 31 * 3003);
        assertThat(audio.kind()).isEqualTo(Kind.AUDIO);
        assertThat(audio.frames()).isEqualTo(48);
        assertThat(audio.startTicks()).isEqualTo(186_006 - 1234);
        assertThat(audio.endTicks()).isEqualTo(186_006 - 1234 + 48 * 1920);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesNotCareInWhichPiecesTheBytesCome(long seed) {
        byte[] bytes = Media.muxed(Ticks.WRAP - 20_000, 61).bytes();
        var random = new Random(seed);

        assertThat(Media.measure(bytes, random, seed < 4 ? 3 : 20_000)).isEqualTo(Media.measure(bytes));
        assertThat(Media.lent(bytes, random, seed < 4 ? 3 : 20_000)).isEqualTo(Media.measure(bytes));
    }

    /** Goal: all streams of a program lie in one cycle. Method: the wrap falls between the audio's and the video's start. */
    @Test
    void putsAllStreamsOfAProgramIntoTheSameCycle() {
        var measurement = measured(Media.muxed(Ticks.WRAP + 500, 31).bytes());

        assertThat(measurement.streams().get(1).startTicks()).isEqualTo(Ticks.WRAP + 500 - 1234);
        assertThat(measurement.streams().get(0).startTicks()).isEqualTo(Ticks.WRAP + 500);
    }

    @Test
    void liesInTheFirstCycleIfTheWrapIsOverBeforeTheFirstFrameIsShown() {
        var ts = new TsWriter().tables(0x1B, 256);
        for (int i = 0; i < 4; i++) {
            ts.video(256, Ticks.WRAP + 10 + i * 3600L, Ticks.WRAP - 3590 + i * 3600L, picture(i == 0, 0, i));
        }

        assertThat(measured(ts.bytes()).streams().get(0).startTicks()).isEqualTo(10);
    }

    @Test
    void measuresMediaThatComesBeforeItsTables() {
        var ts = new TsWriter();
        for (int i = 0; i < 5; i++) {
            ts.video(256, i * 3600L, i * 3600L, picture(i == 0, 0, i));
        }
        ts.pmt(0x1000, 1, 0x1B, 256).pat(1, 0x1000).video(256, 5 * 3600L, 5 * 3600L, picture(false, 0, 5));

        var measurement = measured(ts.bytes());

        assertThat(measurement.streams().get(0).frames()).isEqualTo(6);
        assertThat(measurement.streams().get(0).startTicks()).isZero();
        assertThat(measurement.warnings()).isEmpty();
    }

    @Test
    void refusesAStreamWhoseStartItCouldNotKeep() {
        var ts = new TsWriter();
        for (int i = 0; i < PacketMemory.PACKETS_MAX; i++) {
            ts.packet(99, false, new byte[184]);
        }
        ts.video(256, 0, 0, picture(true, 0, 0)).tables(0x1B, 256, 0x0F, 257);
        ts.video(256, 3600, 3600, picture(false, 0, 1)).audio(257, 0, adts(2, 3, 100));

        var measurement = measured(ts.bytes());

        assertThat(measurement.streams().get(0).hasRange()).isFalse();
        assertThat(measurement.streams().get(1).hasRange()).isTrue();
        assertThat(measurement.warnings())
                .anyMatch(line -> line.startsWith("psi_late: "))
                .contains("range_unknown: PID 256 (h264): its first packets came too long before its PMT");
    }

    @Test
    void countsARepeatedPacketOnce() {
        byte[] once = Media.muxed(9000, 31).bytes();
        byte[] twice = new byte[2 * once.length];
        for (int at = 0; at < once.length; at += 188) {
            System.arraycopy(once, at, twice, 2 * at, 188);
            System.arraycopy(once, at, twice, 2 * at + 188, 188);
        }

        assertThat(measured(twice).streams()).isEqualTo(measured(once).streams());
        assertThat(measured(twice).warnings()).isEmpty();
    }

    @Test
    void dropsPacketsMarkedAsDamaged() {
        byte[] bytes = Media.muxed(9000, 31).bytes();
        int last = bytes.length - 188;
        bytes[last + 1] |= (byte) 0x80;

        assertThat(measured(bytes).warnings()).contains("transport_error: 1 packets marked as damaged were dropped");
    }

    @Test
    void listsSeveralProgramsByNumberAndASharedStreamOnce() {
        var ts = new TsWriter().pat(7, 0x1007, 3, 0x1003);
        ts.pmt(0x1007, 7, 0x1B, 700, 0x0F, 300).pmt(0x1003, 3, 0x0F, 300, 0x0F, 301);
        ts.video(700, 0, 0, picture(true, 0, 0)).video(700, 3600, 3600, picture(false, 0, 1));
        ts.audio(300, 0, adts(2, 3, 50)).audio(301, 0, adts(2, 3, 50));

        var measurement = measured(ts.bytes());

        assertThat(measurement.programs()).extracting(Program::number).containsExactly(3, 7);
        assertThat(measurement.streams()).extracting(Stream::pid).containsExactly(300, 301, 700);
        assertThat(measurement.streams()).extracting(Stream::program).containsExactly(3, 3, 7);
    }

    @Test
    void addsTheStreamsOfAChangedMap() {
        var ts = new TsWriter().tables(0x1B, 256);
        ts.video(256, 0, 0, picture(true, 0, 0)).video(256, 3600, 3600, picture(false, 0, 1));
        ts.pmt(0x1000, 1, 0x1B, 256, 0x0F, 257).audio(257, 0, adts(2, 3, 50));

        var measurement = measured(ts.bytes());

        assertThat(measurement.streams()).extracting(Stream::pid).containsExactly(256, 257);
        assertThat(measurement.warnings()).anyMatch(line -> line.startsWith("pmt_changed: "));
    }

    @Test
    void namesDataWithoutARangeOfItsOwn() {
        var ts = new TsWriter().tables(0x0F, 257, 0x15, 258, 0x86, 259, 0x06, 260);
        ts.audio(257, 0, adts(2, 3, 50)).payload(258, TsWriter.pes(0xBD, 900_000, TsWriter.NO_TIME, new byte[20]));
        ts.sections(259, TsWriter.section(0xFC, 0, new byte[20]));

        var measurement = measured(ts.bytes());

        assertThat(measurement.streams()).extracting(Stream::codec).containsExactly("aac", "id3", "scte35", "unknown");
        assertThat(measurement.streams()).extracting(Stream::hasRange).containsExactly(true, false, false, false);
        assertThat(measurement.streams().get(1).minPts()).isEqualTo(900_000);
        assertThat(measurement.warnings()).isEmpty();
    }

    @Test
    void saysThatTheTailOfAHalfWrittenFileIsCut() {
        byte[] bytes = Media.muxed(9000, 31).bytes();

        var measurement = measured(Arrays.copyOf(bytes, bytes.length / 2 / 188 * 188 + 99));

        assertThat(measurement.warnings()).anyMatch(line -> line.startsWith("truncated_tail: 99 bytes at byte "));
        assertThat(measurement.streams()).allMatch(Stream::hasRange);
    }
}
