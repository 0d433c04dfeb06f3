package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.measure;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.refused;
import static tams.ingest.mpegts.TsWriter.NO_TIME;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a stream whose packets are not all as they should be, word for word. */
class StreamReportTest {

    private static final int AAC = 0x0F;
    private static final int STEP = 1920;

    /** One in a hundred may be a stray bit; more, and nothing of the stream is believed. */
    @ParameterizedTest(name = "{0} of {1} packets scrambled: range {2}")
    @CsvSource({"0, 50, true", "1, 99, false", "1, 100, true", "2, 199, false", "2, 200, true"})
    void believesAStreamOfWhichOnePacketInAHundredIsScrambled(int scrambled, int packets, boolean range) {
        var ts = new TsWriter().tables(AAC, 257);
        for (int i = 0; i < packets; i++) {
            ts.packet(257, true, sound(i), i & 15, i > 0 && i <= scrambled ? 2 : 0);
        }

        assertThat(measure(ts.bytes()) instanceof Measurement).isEqualTo(range);
        if (range && scrambled > 0) {
            assertThat(measured(ts.bytes()).warnings())
                    .contains("scrambled: PID 257 (aac): " + scrambled + " of " + packets
                            + " packets are scrambled and were dropped");
        }
    }

    @ParameterizedTest(name = "{0} of {1} PES packets scrambled: range {2}")
    @CsvSource({"1, 99, false", "1, 100, true", "2, 199, false", "2, 200, true"})
    void believesAStreamOfWhichOnePesPacketInAHundredIsScrambled(int scrambled, int packets, boolean range) {
        var ts = new TsWriter().tables(AAC, 257);
        for (int i = 0; i < packets; i++) {
            byte[] pes = sound(i);
            pes[6] |= (byte) (i > 0 && i <= scrambled ? 0x20 : 0);
            ts.payload(257, pes);
        }

        assertThat(measure(ts.bytes()) instanceof Measurement).isEqualTo(range);
        if (range) {
            assertThat(measured(ts.bytes()).warnings())
                    .contains(
                            "scrambled: PID 257 (aac): " + scrambled + " of " + packets + " PES packets are scrambled");
        }
    }

    @Test
    void saysWhyAStreamHasNoTime() {
        byte[] silent = TsWriter.pes(0xC0, NO_TIME, NO_TIME, adts(3, 3, 50));
        assertThat(refused(new TsWriter().tables(AAC, 257).payload(257, silent).bytes()))
                .isEqualTo(
                        new Unmeasurable(
                                Reason.NO_PTS,
                                "none of 1 audio and video streams has a time range; PID 257 (aac): none of its 3 frames has a PTS"));

        var junk = new TsWriter().tables(AAC, 257, AAC, 258).audio(257, 0, new byte[400]);
        assertThat(refused(junk.bytes()))
                .isEqualTo(
                        new Unmeasurable(
                                Reason.NO_MEDIA,
                                "none of 2 audio and video streams has a time range; PID 257 (aac): no frame starts in its 3 packets"));
    }

    @Test
    void saysWhatIsWrongWithPesPackets() {
        byte[] broken = sound(2);
        broken[2] = 2;
        byte[] cut = Arrays.copyOf(sound(3), 174);
        var ts = new TsWriter().tables(AAC, 257).payload(257, sound(0)).payload(257, sound(1));

        assertThat(measured(ts.bytes()).warnings()).isEmpty();
        assertThat(measured(ts.payload(257, broken).payload(257, cut).bytes()).warnings())
                .containsExactly(
                        "pes_damaged: PID 257 (aac): 1 PES packets do not start with 00 00 01 and were dropped",
                        "tail_incomplete: PID 257 (aac): the last PES packet lacks 10 of its bytes",
                        "gap_inside: PID 257 (aac): 3 frames of 1920 ticks do not fill the 7680 ticks of the range");
    }

    /** Data has no frames that could be damaged and no range that could break. */
    @Test
    void saysLessOfData() {
        byte[] broken = TsWriter.pes(0xBD, 0, NO_TIME, new byte[20]);
        broken[2] = 2;
        var ts = new TsWriter().tables(AAC, 257, 0x06, 258).audio(257, 0, adts(3, 3, 50));
        ts.payload(258, TsWriter.pes(0xBD, 0, NO_TIME, new byte[20])).payload(258, broken);
        ts.payload(258, TsWriter.pes(0xBD, 90_000_000, NO_TIME, new byte[20]));

        var measurement = measured(ts.bytes());

        assertThat(measurement.warnings()).isEmpty();
        assertThat(measurement.streams().get(1))
                .returns(Kind.DATA, Stream::kind)
                .returns(null, Stream::startTicks)
                .returns(null, Stream::endTicks)
                .returns(0L, Stream::minPts)
                .returns(90_000_000L, Stream::maxPts)
                .returns(null, Stream::frameRate);
    }

    @Test
    void putsAProgramThatBeginsBehindTheWrapIntoTheFirstCycle() {
        var ts = new TsWriter().tables(AAC, 257, 0x1B, 256);
        ts.audio(257, Ticks.WRAP - 10, adts(1, 3, 50));
        for (int i = 0; i < 3; i++) {
            ts.video(256, 3600L * i, 3600L * i, picture(i == 0, 0, i));
        }

        var streams = measured(ts.bytes()).streams();

        assertThat(streams.get(0)).returns(Ticks.WRAP - 10, Stream::startTicks).returns(null, Stream::frameRate);
        assertThat(streams.get(1))
                .returns(Ticks.WRAP, Stream::startTicks)
                .returns(Ticks.WRAP, Stream::minPts)
                .returns(Ticks.WRAP + 7200, Stream::maxPts)
                .returns(Ticks.WRAP + 10_800, Stream::endTicks)
                .returns(Fraction.of(25), Stream::frameRate);
    }

    /** One frame in one transport packet. */
    private static byte[] sound(int number) {
        return TsWriter.pes(0xC0, (long) number * STEP, NO_TIME, adts(1, 3, 170));
    }
}
