package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heads of MPEG-1 and MPEG-2 units, one after the other, as the stream shows them. */
class MpegVideoSyntaxTest {

    private static final String SEQUENCE = "B3 2D0240 13";
    private static final String EXTENSION = "B5 14 82 00 01 00 00";
    private static final String FRAME = "B5 8F FF F3 00 80";
    private static final String TOP = "B5 8F FF F1 00 00";
    private static final String BOTTOM = "B5 8F FF F2 00 00";
    private static final String INTRA = "00 00 08";
    private static final String OTHER = "00 00 10";

    private final Pictures pictures = new Pictures(new TimestampBudget());
    private final MpegVideoSyntax syntax = new MpegVideoSyntax(Codec.MPEG2VIDEO, pictures);
    private long time;

    @ParameterizedTest(name = "unit {0}: {1} bytes, {2} in a picture")
    @CsvSource({
        "00, 3, 3",
        "01, 0, 1",
        "AF, 0, 1",
        "B0, 0, 0",
        "B2, 0, 0",
        "B3, 5, 5",
        "B5, 8, 8",
        "B7, 0, 0",
        "B8, 1, 1"
    })
    void asksForNoMoreOfAUnitThanItReads(String unit, int bytes, int inPicture) {
        int first = Integer.parseInt(unit, 16);
        assertThat(syntax.headBytes(first)).isEqualTo(bytes);
        show(INTRA);
        assertThat(syntax.headBytes(first)).isEqualTo(inPicture);
    }

    @ParameterizedTest(name = "frame_rate_code {0}: {1}, with extension {2}: {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "0, none, 00, none",
                "1, 15015/4, 00, 15015/4",
                "2, 3750, 20, 1875",
                "3, 3600, 01, 7200",
                "4, 3003, 60, 3003/4",
                "5, 3000, 22, 4500",
                "6, 1800, 1F, 57600",
                "7, 3003/2, 40, 1001/2",
                "8, 1500, 00, 1500",
                "9, none, 00, none",
                "15, none, 00, none",
            })
    void readsTheRateByItsCodeAndItsExtension(
            int code, @Nullable String ticks, String extension, @Nullable String own) {
        show("B3 2D0240 1%X".formatted(code));
        assertThat(syntax.statedFrameTicks() == null ? null : String.valueOf(syntax.statedFrameTicks()))
                .isEqualTo(ticks);

        show("B5 14 82 00 01 00 " + extension);
        assertThat(syntax.statedFrameTicks() == null ? null : String.valueOf(syntax.statedFrameTicks()))
                .isEqualTo(own);
    }

    /** Twelve bits each in the sequence header, two more each in its extension; the profile's escape bit hides both numbers. */
    @ParameterizedTest(name = "{0} and {1}: {2}x{3}, profile {4}, level {5}")
    @CsvSource(
            nullValues = "none",
            value = {
                "B3 2D0240 13, none, 720, 576, none, none",
                "B3 FFFFFF 13, none, 4095, 4095, none, none",
                "B3 2D0240 13, B5 14 82 00 01 00 00, 720, 576, 4, 8",
                "B3 010870 13, B5 1F 80 80 01 00 00, 4112, 2160, none, none",
                "B3 010870 13, B5 17 F1 60 01 00 00, 8208, 14448, 7, 15",
                "B3 010870 13, B5 10 00 20 01 00 00, 16, 6256, 0, 0",
                "B3 010870 13, B5 18 00 00 01 00 00, 16, 2160, none, none",
                // Too short, of another kind, or cut: not read.
                "B3 2D0240 13, B5 14 82 00 01 00, 720, 576, none, none",
                "B3 2D0240 13, B5 24 82 FF FF 00 00, 720, 576, none, none",
            })
    void readsTheSizeFromItsParts(
            String sequence,
            @Nullable String extension,
            int width,
            int height,
            @Nullable Integer profile,
            @Nullable Integer level) {
        show(sequence);
        if (extension != null) {
            show(extension);
        }

        assertThat(syntax.format())
                .returns(width, Format::width)
                .returns(height, Format::height)
                .returns(profile, Format::profile)
                .returns(level, Format::level);
    }

    @Test
    void tellsMpeg1FromMpeg2ByTheExtension() {
        assertThat(syntax.codec()).isEqualTo(Codec.MPEG2VIDEO);
        assertThat(syntax.format()).isEqualTo(Format.UNTOLD);
        show("B3 2D0000 13");
        assertThat(syntax.format()).as("no height").isEqualTo(Format.UNTOLD);

        var mpeg1 = new MpegVideoSyntax(Codec.MPEG2VIDEO, pictures);
        mpeg1.unit(HexFormat.of().parseHex("B32D0240"), 4, Stamp.none());
        assertThat(mpeg1.codec()).as("cut short").isEqualTo(Codec.MPEG2VIDEO);
        mpeg1.unit(HexFormat.of().parseHex("B32D024013"), 5, Stamp.none());
        assertThat(mpeg1.codec()).isEqualTo(Codec.MPEG1VIDEO);
        assertThat(mpeg1.format().interlaceMode()).isEqualTo("progressive");
        mpeg1.unit(HexFormat.of().parseHex("B5148200010000"), 7, Stamp.none());
        assertThat(mpeg1.codec()).isEqualTo(Codec.MPEG2VIDEO);
        assertThat(mpeg1.format().interlaceMode()).isNull();
    }

    @Test
    void keepsToTheFirstSequenceItReads() {
        show(SEQUENCE, EXTENSION, "B3 160120 17", "B5 11 40 C0 01 00 20");

        assertThat(syntax.format())
                .returns(720, Format::width)
                .returns(576, Format::height)
                .returns(4, Format::profile);
        assertThat(syntax.statedFrameTicks()).hasToString("3600");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // progressive_sequence, then structure, top_field_first and progressive_frame
        "82, F3 80 00, interlaced_tff",
        "82, F3 00 00, interlaced_bff",
        "82, F3 80 80, progressive",
        "8A, F3 00 00, progressive",
        "82, F1 00 00, interlaced_tff",
        "82, F2 00 00, interlaced_bff",
        "82, F2 80 80, interlaced_bff",
    })
    void tellsTheScanFromThePictures(String sequence, String coding, String mode) {
        show(SEQUENCE, "B5 14 " + sequence + " 00 01 00 00", INTRA, "B5 8F FF " + coding);

        assertThat(syntax.format().interlaceMode()).isEqualTo(mode);
    }

    /** A second field has the other parity than the first and ends its frame; the next one commences another frame. */
    @ParameterizedTest(name = "{0}: {1} frames")
    @CsvSource({
        "T B, 1",
        "B T, 1",
        "T T, 2",
        "B B, 2",
        "T B T B, 2",
        "T B B T, 2",
        "T F B, 3",
        "F F, 2",
        "T T B, 2",
        "T - B, 2",
    })
    void pairsFieldsOfEitherOrder(String structures, int frames) {
        show(SEQUENCE, EXTENSION);
        for (String structure : structures.split(" ", -1)) {
            switch (structure) {
                case "T" -> show(OTHER, TOP);
                case "B" -> show(OTHER, BOTTOM);
                case "F" -> show(OTHER, FRAME);
                default -> syntax.lost();
            }
        }
        syntax.end();

        assertThat(pictures.frames()).isEqualTo(frames);
    }

    @Test
    void givesBothFieldsOfAFrameTheTimeOfTheFirst() {
        show(SEQUENCE, EXTENSION);
        for (int i = 0; i < 3; i++) {
            show(INTRA, TOP);
            time += 1800;
            show(OTHER, BOTTOM);
            time += 1800;
        }
        syntax.end();

        var findings = pictures.findings(syntax);
        assertThat(findings.frames()).isEqualTo(3);
        assertThat(findings.framesWithoutPts()).isZero();
        assertThat(findings.keyFrames()).isEqualTo(3);
        assertThat(findings.span()).isEqualTo(new Span(0, 7200, Fraction.of(3600), 10_800L));
    }

    /** Of two fields an intra one makes the frame a key frame; P fields and pictures without extension do not. */
    @ParameterizedTest(name = "{0}: {1} key frames of {2}")
    @CsvSource({"I T I B, 1, 1", "I T P B, 1, 1", "P T I B, 1, 1", "P T P B, 0, 1", "I P I, 2, 3", "I F P F, 1, 2"})
    void countsKeyFrames(String units, int keys, int frames) {
        show(SEQUENCE, EXTENSION);
        for (String unit : units.split(" ", -1)) {
            switch (unit) {
                case "I" -> show(INTRA);
                case "P" -> show(OTHER);
                case "T" -> show(TOP);
                case "B" -> show(BOTTOM);
                default -> show(FRAME);
            }
        }
        syntax.end();

        var findings = pictures.findings(syntax);
        assertThat(findings.frames()).isEqualTo(frames);
        assertThat(findings.keyFrames()).isEqualTo(keys);
    }

    @ParameterizedTest(name = "progressive_sequence {0}, flags {1}: the last picture lasts {2} ticks")
    @CsvSource({
        "82, 00, 3600",
        "82, 02, 5400",
        "82, 82, 5400",
        "82, 80, 3600",
        "8A, 02, 7200",
        "8A, 82, 10800",
        "8A, 80, 3600",
    })
    void showsAPictureForAsManyFieldsAsItSays(String sequence, String flags, long ticks) {
        show(SEQUENCE, "B5 14 " + sequence + " 00 01 00 00");
        for (int i = 0; i < 3; i++) {
            show(OTHER, "B5 8F FF F3 02 80");
            time += 3600;
        }
        show(OTHER, "B5 8F FF F3 " + flags + " 80");
        syntax.end();

        var span = pictures.findings(syntax).span();
        assertThat(span).isNotNull().returns(10_800 + ticks, Span::end);
    }

    private void show(String... units) {
        for (String unit : units) {
            byte[] head = HexFormat.of().parseHex(unit.replace(" ", ""));
            syntax.unit(head, head.length, new Stamp(time, time, 0));
        }
    }
}
