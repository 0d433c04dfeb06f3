package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of H.264, one after the other, as the stream shows them. */
class AvcSyntaxTest {

    private final Pictures pictures = new Pictures(new TimestampBudget());
    private final AvcSyntax syntax = new AvcSyntax(pictures);
    private long time;

    @ParameterizedTest(name = "nal_unit_type {0}: {1} bytes")
    @CsvSource({
        "0, 0", "1, 24", "2, 24", "3, 0", "4, 0", "5, 24", "6, 512", "7, 512", "8, 16", "9, 1", "10, 0", "12, 0",
        "14, 0", "20, 0", "31, 0"
    })
    void asksForNoMoreOfAUnitThanItReads(int type, int bytes) {
        assertThat(syntax.headBytes(type)).isEqualTo(bytes);
        assertThat(syntax.headBytes(0x60 | type)).isEqualTo(bytes);
    }

    @Test
    void isSettledBetweenTheFirstSliceOfAFrameAndWhateverComesNext() {
        assertThat(syntax.settled()).isFalse();
        show(Media.sequence(true, 4));
        show(Media.pictureSet());
        assertThat(syntax.settled()).isFalse();
        show(Media.slice(true, 0, 2, 0));
        assertThat(syntax.settled()).isTrue();
        show(Media.slice(true, 9, 2, 0));
        assertThat(syntax.settled()).isTrue();
        for (byte[] unit : new byte[][] {Media.delimiter(), Media.recoveryPoint(), Media.pictureSet()}) {
            show(unit);
            assertThat(syntax.settled()).isFalse();
            show(Media.slice(false, 0, 0, 1));
            assertThat(syntax.settled()).isTrue();
        }
    }

    @Test
    void isNeverSettledWithFields() {
        show(Media.sequence(false, 4));
        show(Media.pictureSet());
        show(Media.field(false, 1));
        assertThat(syntax.settled()).isFalse();
        show(Media.field(true, 1));
        assertThat(syntax.settled()).isFalse();
    }

    /** The access unit commences with the first unit before its slices. */
    @Test
    void givesAPictureTheTimeOfItsFirstUnit() {
        show(Media.delimiter());
        time = 1000;
        show(Media.sequence(true, 4));
        show(Media.pictureSet());
        show(Media.slice(true, 0, 2, 0));
        time = 5000;
        show(Media.slice(false, 0, 0, 1));
        show(Media.slice(false, 9, 0, 1));
        time = 9000;
        show(Media.recoveryPoint());
        time = 9500;
        show(Media.delimiter());
        show(Media.slice(false, 0, 0, 2));

        var span = pictures.findings(syntax).span();

        assertThat(span).isNotNull().returns(0L, Span::minPts).returns(9000L, Span::maxPts);
        assertThat(pictures.frames()).isEqualTo(3);
    }

    /** F and f the first and second field of one frame, x another one's second field, ! a loss. */
    @ParameterizedTest(name = "{0}: {1} frames")
    @CsvSource({"Ff, 1", "F!f, 2", "FfFf, 2", "Fx, 2", "FFf, 2", "Fff, 2", "f, 1", "fF, 1"})
    void pairsFieldsOfOneFrame(String fields, int frames) {
        show(Media.sequence(false, 4));
        show(Media.pictureSet());
        for (int i = 0; i < fields.length(); i++) {
            char field = fields.charAt(i);
            if (field == '!') {
                syntax.lost();
            } else {
                show(Media.delimiter());
                show(Media.field(field != 'F', field == 'x' ? 2 : 1));
            }
        }

        assertThat(pictures.frames()).isEqualTo(frames);
    }

    @Test
    void letsARecoveryPointMakeOneKeyPicture() {
        show(Media.sequence(true, 4));
        show(Media.pictureSet());
        show(Media.slice(false, 0, 0, 0));
        show(Media.delimiter());
        show(Media.recoveryPoint());
        show(Media.slice(false, 0, 0, 1));
        show(Media.slice(false, 9, 0, 1));
        show(Media.delimiter());
        show(Media.slice(false, 0, 0, 2));

        assertThat(pictures.findings(syntax).keyFrames()).isOne();
    }

    @Test
    void tellsNothingWithoutASequence() {
        show(Media.slice(true, 0, 2, 0));

        assertThat(syntax.codec()).isEqualTo(Codec.H264);
        assertThat(syntax.format()).isEqualTo(Format.UNTOLD);
        assertThat(syntax.statedFrameTicks()).isNull();
        assertThat(syntax.nominalFrameTicks()).isNull();
    }

    @ParameterizedTest(name = "fixed {0}: stated {1}")
    @CsvSource(
            nullValues = "none",
            value = {"1, 3600", "0, none"})
    void believesOnlyAFixedRateButNamesTheOther(int fixed, @Nullable String stated) {
        var bits = new BitWriter()
                .bits(8, 77)
                .bits(8, 0)
                .bits(8, 40)
                .golomb(0, 0, 2, 4)
                .bits(1, 0);
        bits.golomb(119, 67).bits(1, 1).bits(1, 1).bits(1, 0).bits(1, 1);
        bits.bits(4, 0).bits(1, 1).bits(32, 1).bits(32, 50).bits(1, fixed).bits(4, 0);
        show(bits.unit(0x67));

        assertThat(syntax.nominalFrameTicks()).hasToString("3600");
        assertThat(syntax.statedFrameTicks() == null ? null : String.valueOf(syntax.statedFrameTicks()))
                .isEqualTo(stated);
    }

    /** Shows a unit's head, its start code left out. */
    private void show(byte[] unit) {
        int from = unit[2] == 1 ? 3 : 4;
        byte[] head = Arrays.copyOfRange(unit, from, unit.length);
        int wanted = Math.min(head.length, syntax.headBytes(head[0] & 0xFF));
        syntax.unit(head, wanted, new Stamp(time, time, 0));
        time += 10;
    }
}
