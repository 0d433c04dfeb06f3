package tams.ingest.mpegts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measured;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of two fields, and frames that are shown for three. */
class ScanTest {

    @ParameterizedTest(name = "bottom field {0} after the top one")
    @CsvSource(
            nullValues = "none",
            value = {"1, interlaced_tff", "-1, interlaced_bff", "0, none"})
    void tellsTheOrderOfFieldsInH264ByTheirCounts(int after, String mode) {
        var ts = new TsWriter().tables(0x1B, 256);
        for (int i = 0; i < 4; i++) {
            var slice = new BitWriter().golomb(0, 2, 0).bits(4, i).bits(1, 0);
            if (i == 0) {
                slice.golomb(0);
            }
            slice.bits(4, 2L * i)
                    .golomb(after > 0 ? 2L * after - 1 : -2L * after)
                    .bits(32, 0x55AA55AA);
            byte[] sets = i > 0 ? new byte[0] : join(orderedSequence(), pictureSetWithOrder());
            ts.video(256, 3600L * i, 3600L * i, join(Media.delimiter(), sets, slice.unit(i == 0 ? 0x65 : 0x41)));
        }

        var video = measured(ts.bytes()).streams().get(0);

        assertThat(video.frames()).isEqualTo(4);
        assertThat(video.interlaceMode()).isEqualTo(mode);
    }

    @Test
    void tellsTheOrderOfFieldsInH264ByTheFirstFieldPicture() {
        for (boolean bottomFirst : new boolean[] {false, true}) {
            var ts = new TsWriter().tables(0x1B, 256);
            for (int i = 0; i < 3; i++) {
                byte[] sets = i > 0 ? new byte[0] : join(Media.sequence(false, 4), Media.pictureSet());
                byte[] frame = join(Media.field(bottomFirst, i), Media.field(!bottomFirst, i));
                ts.video(256, 3600L * i, 3600L * i, join(sets, frame));
            }

            assertThat(measured(ts.bytes()).streams().get(0).interlaceMode())
                    .isEqualTo(bottomFirst ? "interlaced_bff" : "interlaced_tff");
        }
    }

    @Test
    void takesOneInterlacedFrameForAnInterlacedStream() {
        var scan = new Scan();
        assertThat(scan.mode()).isNull();

        scan.whole();
        assertThat(scan.mode()).isEqualTo("progressive");

        scan.fields(false);
        scan.fields(true);
        scan.whole();
        assertThat(scan.mode()).isEqualTo("interlaced_bff");
    }

    /** Film of 23.976 frames in a stream of 59.94 fields: every other frame is shown for three of them. */
    @ParameterizedTest(name = "{0} frames")
    @CsvSource({"8, 3", "9, 2", "20, 3", "21, 2"})
    void endsFilmWithTheFieldsOfItsLastFrame(int frames, int fieldsOfLast) {
        var ts = new TsWriter().tables(0x02, 256);
        byte[] sequence = {0, 0, 1, (byte) 0xB3, 0x2D, 0x01, (byte) 0xE0, 0x34, 0, 0, 0, 0};
        byte[] extension = {0, 0, 1, (byte) 0xB5, 0x14, (byte) 0x82, 0, 1, 0, 0};
        int fields = 0;
        for (int i = 0; i < frames; i++) {
            boolean repeats = i % 2 == 1;
            byte[] head = i == 0 ? join(sequence, extension) : new byte[0];
            ts.video(256, at(fields), at(fields), join(head, film(i == 0, i % 4 < 2, repeats)));
            fields += repeats ? 3 : 2;
        }

        var measurement = measured(ts.bytes());
        var video = measurement.streams().get(0);

        assertThat(video.frameTicks()).hasToString("15015/4");
        assertThat(video.interlaceMode()).isEqualTo("progressive");
        assertThat(requireNonNull(video.endTicks()) - requireNonNull(video.maxPts()))
                .isEqualTo(Fraction.rounded(fieldsOfLast * 3003L, 2));
        assertThat(measurement.warnings()).isEmpty();
    }

    @Test
    void showsFramesOfAProgressiveSequenceTwiceOrThreeTimes() {
        var ts = new TsWriter().tables(0x02, 256);
        byte[] sequence = {0, 0, 1, (byte) 0xB3, 0x50, 0x02, (byte) 0xD0, 0x38, 0, 0, 0, 0};
        byte[] extension = {0, 0, 1, (byte) 0xB5, 0x14, (byte) 0x8A, 0, 1, 0, 0};
        ts.video(256, 0, 0, join(sequence, extension, film(true, false, true)));
        ts.video(256, 3000, 3000, film(false, true, true));
        ts.video(256, 7500, 7500, film(false, false, true));
        ts.video(256, 10_500, 10_500, film(false, true, true));

        assertThat(measured(ts.bytes()).streams().get(0).endTicks()).isEqualTo(15_000);
    }

    private static long at(int fields) {
        return Fraction.rounded(fields * 3003L, 2);
    }

    private static byte[] film(boolean intra, boolean topFirst, boolean repeats) {
        byte[] head = {0, 0, 1, 0, 0, (byte) ((intra ? 1 : 2) << 3), 0, 0};
        int flags = (topFirst ? 0x80 : 0) | (repeats ? 0x02 : 0);
        byte[] coding = {0, 0, 1, (byte) 0xB5, (byte) 0x8F, (byte) 0xFF, (byte) 0xF3, (byte) flags, (byte) 0x80};
        return join(head, coding, new byte[] {0, 0, 1, 1, 0x55, 0x55, 0x55});
    }

    /** As {@link Media#sequence}, with order counts of four bits. */
    private static byte[] orderedSequence() {
        var bits = new BitWriter().bits(8, 77).bits(8, 0).bits(8, 40).golomb(0, 0, 0, 0, 4);
        return bits.bits(1, 0)
                .golomb(119, 33)
                .bits(2, 1)
                .bits(1, 1)
                .bits(1, 0)
                .bits(1, 0)
                .unit(0x67);
    }

    private static byte[] pictureSetWithOrder() {
        return new BitWriter().golomb(0, 0).bits(2, 1).golomb(0, 0, 0).unit(0x68);
    }
}
