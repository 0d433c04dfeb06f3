package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.measured;
import static tams.ingest.mpegts.Media.picture;
import static tams.ingest.mpegts.Media.refused;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void refusesAnEmptyFile() {
        assertThat(refused(new byte[0])).isEqualTo(new Unmeasurable(Reason.EMPTY, "the file is empty"));
    }

    @Test
    void refusesWhatIsNoTransportStream() {
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        byte[] text = "Good morning. Going, going, gone now.\n".repeat(99).getBytes(StandardCharsets.US_ASCII);

        assertThat(refused(noise).reason()).isEqualTo(Reason.NOT_TS);
        assertThat(refused(text).reason()).isEqualTo(Reason.NOT_TS);
        assertThat(refused(new byte[] {0x47}).reason()).isEqualTo(Reason.NOT_TS);
        assertThat(refused(new byte[400_000]))
                .isEqualTo(new Unmeasurable(
                        Reason.NOT_TS,
                        "not a transport stream: no sync bytes (0x47) 188, 192 or 204 bytes apart in 400000 bytes,"
                                + " the first of which (byte 0) is 0x00;"
                                + " nor do ADTS, MPEG or AC-3 audio frames start there"));
    }

    @Test
    void refusesPacketsWithoutTables() {
        var ts = new TsWriter().nulls(3).video(256, 0, 0, Media.slice(true, 0, 2, 0));

        assertThat(refused(ts.bytes()).reason()).isEqualTo(Reason.NO_PSI);
        assertThat(refused(new TsWriter().pat(1, 0x1000).nulls(5).bytes()).message())
                .isEqualTo("the PAT (PID 0) names programs, but none of their PMTs is in 6 packets:"
                        + " program 1 has its PMT on PID 4096");
    }

    @Test
    void saysOnWhichPidTablesAreDamaged() {
        byte[] file = new TsWriter().tables(0x1B, 256).nulls(4).bytes();
        byte[] wrongSum = file.clone();
        wrongSum[188 + 12] ^= 1;
        byte[] lyingLength = file.clone();
        lyingLength[6] |= 0x0F;

        assertThat(refused(wrongSum))
                .isEqualTo(
                        new Unmeasurable(
                                Reason.NO_PSI,
                                "the PAT (PID 0) names programs, but none of their PMTs is in 6 packets: program 1 has its PMT on"
                                        + " PID 4096; 1 table sections with a wrong checksum or length were dropped, some on PID 4096"));
        assertThat(refused(lyingLength))
                .isEqualTo(new Unmeasurable(
                        Reason.NO_PSI,
                        "no PAT (PID 0) with a program in 6 packets; 1 table sections with a wrong checksum or length were"
                                + " dropped, some on PID 0"));
    }

    @Test
    void namesStreamsOfTypesThatAreNotRead() {
        assertThat(refused(new TsWriter().tables(0x2D, 256).bytes()))
                .isEqualTo(new Unmeasurable(
                        Reason.UNSUPPORTED_CODEC,
                        "no audio or video of a known codec among the 1 streams of the PMTs; PID 256: its stream type is not"
                                + " read"));
    }

    @Test
    void refusesNullPacketsAndTablesAlone() {
        assertThat(refused(new TsWriter().nulls(20).bytes()))
                .isEqualTo(new Unmeasurable(Reason.NO_MEDIA, "all 20 packets are null packets (PID 8191)"));
        assertThat(refused(new TsWriter().tables(0x1B, 256).nulls(20).bytes()))
                .isEqualTo(new Unmeasurable(
                        Reason.NO_MEDIA,
                        "none of 1 audio and video streams has a time range; PID 256 (h264): it has no packets"));
        assertThat(refused(new TsWriter().tables(0x86, 256).bytes()).message())
                .isEqualTo("no audio or video: the PMTs list 1 data streams only");
    }

    @Test
    void refusesVideoWithoutTimes() {
        var ts = new TsWriter().tables(0x1B, 256);
        ts.video(256, TsWriter.NO_TIME, TsWriter.NO_TIME, picture(true, 0, 0));

        assertThat(refused(ts.bytes()).reason()).isEqualTo(Reason.NO_PTS);
    }

    @Test
    void refusesASinglePictureOfUnknownDuration() {
        var ts = new TsWriter().tables(0x1B, 256).video(256, 0, 0, picture(true, 0, 0));

        assertThat(refused(ts.bytes()))
                .isEqualTo(new Unmeasurable(
                        Reason.NO_DURATION,
                        "none of 1 audio and video streams has a time range; PID 256 (h264): nothing tells how long the last"
                                + " of its 1 frames lasts: it states no plausible rate"));
    }

    @Test
    void refusesMediaWhosePesPacketsAreScrambled() {
        byte[] pes = TsWriter.pes(0xE0, 0, 0, picture(true, 0, 0));
        pes[6] |= 0x20;

        var refused = refused(new TsWriter().tables(0x1B, 256).payload(256, pes).bytes());

        assertThat(refused.reason()).isEqualTo(Reason.SCRAMBLED);
    }

    @Test
    void saysThatTimeJumpsInside() {
        var ts = new TsWriter().tables(0x1B, 256);
        for (int i = 0; i < 6; i++) {
            long pts = i * 3600L + (i < 3 ? 9_000_000 : 0);
            ts.video(256, pts, pts, picture(i == 0, 0, i));
        }

        assertThat(measured(ts.bytes()).warnings())
                .contains(
                        "time_jump: PID 256 (h264): the decoding time jumps 1 times, first by -8996400 ticks; the range covers all of it");
    }

    @Test
    void refusesScrambledMediaAndMeasuresTheClearRest() {
        var ts = new TsWriter().tables(0x1B, 256, 0x0F, 257);
        for (int i = 0; i < 10; i++) {
            ts.packet(256, i == 0, new byte[184], i, 2);
        }

        assertThat(refused(ts.bytes()).reason()).isEqualTo(Reason.SCRAMBLED);

        var measurement = measured(ts.audio(257, 0, adts(2, 3, 50)).bytes());

        assertThat(measurement.streams().get(0).hasRange()).isFalse();
        assertThat(measurement.streams().get(1).endTicks()).isEqualTo(3840);
        assertThat(measurement.warnings())
                .contains(
                        "scrambled: PID 256 (h264): 10 of 10 packets are scrambled and were dropped",
                        "range_unknown: PID 256 (h264): its packets are scrambled");
    }
}
