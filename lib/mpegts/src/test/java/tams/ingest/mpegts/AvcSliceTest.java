package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slice headers of H.264, and which of them belong to one picture or one frame. */
class AvcSliceTest {

    private static AvcSequence sequence(boolean framesOnly, boolean planes, long references) {
        return new AvcSequence(0, Format.UNTOLD, 6, references, framesOnly, planes, 0, AvcVui.UNTOLD);
    }

    @ParameterizedTest(name = "type {0}, {1} reference frames")
    @CsvSource({"2, 1, true", "7, 1, true", "2, 0, true", "2, 2, false", "0, 1, false", "1, 1, false", "3, 1, false"})
    void isAnEntryIfNothingBeforeItIsReferredTo(int type, long references, boolean entry) {
        assertThat(read(new BitWriter().golomb(0, type, 0).bits(6, 9), sequence(true, false, references)))
                .isEqualTo(new AvcSlice(0, false, entry, 9, false, false, 0));
    }

    @Test
    void readsFieldsBehindColourPlanes() {
        var head = new BitWriter().golomb(70, 0, 3).bits(2, 1).bits(6, 33).bits(2, 3);

        assertThat(read(head, sequence(false, true, 4))).isEqualTo(new AvcSlice(70, false, false, 33, true, true, 0));
    }

    @Test
    void knowsNoNumberWhereTheHeaderIsCut() {
        byte[] unit = new BitWriter().golomb(0, 2, 0).bits(6, 33).unit(0x41);

        assertThat(AvcSlice.parse(Arrays.copyOfRange(unit, 3, unit.length), 2, sets(sequence(true, false, 1))))
                .isEqualTo(new AvcSlice(0, false, false, -1, false, false, 0));
    }

    @Test
    void knowsNoNumberWithoutItsSequence() {
        byte[] unit = new BitWriter().golomb(5, 2, 0).bits(6, 33).unit(0x65);

        assertThat(AvcSlice.parse(Arrays.copyOfRange(unit, 3, unit.length), 4, new AvcSets()))
                .isEqualTo(new AvcSlice(5, true, true, -1, false, false, 0));
    }

    @ParameterizedTest(name = "macroblock {0} idr {1} number {2} field {3} bottom {4}: continues {5}, completes {6}")
    @CsvSource({
        // Against a first slice at macroblock 10 of a top field numbered 4 that is no IDR.
        "11, false, 4, true, false, true, false",
        "10, false, 4, true, false, false, false",
        "11, true, 4, true, false, false, false",
        "11, false, 5, true, false, false, false",
        "11, false, 4, false, false, false, false",
        "11, false, 4, true, true, false, true",
        "0, false, 4, true, true, false, true",
        "0, true, 4, true, true, false, false",
        "0, false, 5, true, true, false, false",
        "0, false, 4, false, true, false, false",
    })
    void tellsSlicesOfOnePictureAndFieldsOfOneFrame(
            long first, boolean idr, long number, boolean field, boolean bottom, boolean continues, boolean completes) {
        var before = new AvcSlice(10, false, false, 4, true, false, 0);
        var slice = new AvcSlice(first, idr, false, number, field, bottom, 0);

        assertThat(slice.continues(before)).isEqualTo(continues);
        assertThat(slice.completes(before)).isEqualTo(completes);
    }

    @Test
    void needsAFieldBeforeToCompleteIt() {
        assertThat(new AvcSlice(0, false, false, 4, true, true, 0)
                        .completes(new AvcSlice(0, false, false, 4, false, false, 0)))
                .isFalse();
    }

    private static AvcSlice read(BitWriter bits, AvcSequence sequence) {
        byte[] unit = bits.unit(0x41);
        return AvcSlice.parse(Arrays.copyOfRange(unit, 3, unit.length), unit.length - 3, sets(sequence));
    }

    /** Sets that have this one sequence under every number. */
    private static AvcSets sets(AvcSequence sequence) {
        return new AvcSets() {
            @Override
            AvcPictureSet picture(long id) {
                return new AvcPictureSet(id, 0, false);
            }

            @Override
            AvcSequence sequence(@Nullable AvcPictureSet picture) {
                return sequence;
            }
        };
    }
}
