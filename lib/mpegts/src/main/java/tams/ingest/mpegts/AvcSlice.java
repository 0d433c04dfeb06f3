package tams.ingest.mpegts;

/**
 * What a slice of H.264 says about its picture.
 *
 * @param entry true if decoding may start with the picture: an IDR picture, or an intra picture where only one frame may
 *     be referred to, so that nothing before it can be
 * @param frameNumber -1 if the slice's sequence parameter set is not known
 * @param bottomAfter ticks of order by which a frame's bottom field follows its top one, below 0 if it leads; 0 if not said
 */
record AvcSlice(
        long firstMacroblock,
        boolean idr,
        boolean entry,
        long frameNumber,
        boolean field,
        boolean bottom,
        long bottomAfter) {

    private static final int IDR_SLICE = 5;
    private static final int SLICE_TYPES = 5;
    private static final int INTRA = 2;

    /**
     * Reads the beginning of a slice header.
     *
     * @param sets finds both parameter sets by the id of the picture's
     */
    static AvcSlice parse(byte[] head, int length, AvcSets sets) {
        var bits = new BitReader(head, 1, length);
        boolean idr = (head[0] & 0x1F) == IDR_SLICE;
        long first = bits.unsigned();
        boolean intra = bits.unsigned() % SLICE_TYPES == INTRA;
        AvcPictureSet picture = sets.picture(bits.unsigned());
        AvcSequence sequence = sets.sequence(picture);
        if (picture == null || sequence == null) {
            return new AvcSlice(first, idr, idr, -1, false, false, 0);
        }
        bits.skip(sequence.separateColourPlanes() ? 2 : 0);
        long number = bits.bits(sequence.frameNumberBits());
        boolean field = !sequence.framesOnly() && bits.flag();
        boolean bottom = field && bits.flag();
        boolean entry = idr || (intra && sequence.referenceFrames() <= 1);
        return bits.overrun()
                ? new AvcSlice(first, idr, idr, -1, false, false, 0)
                : new AvcSlice(
                        first,
                        idr,
                        entry,
                        number,
                        field,
                        bottom,
                        picture.ordersFields() && !field ? bottomAfter(bits, sequence, idr) : 0);
    }

    private static long bottomAfter(BitReader bits, AvcSequence sequence, boolean idr) {
        if (idr) {
            bits.unsigned();
        }
        bits.skip(sequence.orderCountBits());
        long after = sequence.orderCountBits() > 0 ? bits.signed() : 0;
        return bits.overrun() ? 0 : after;
    }

    /** True if this is another slice of the same picture; slices come in the order of their macroblocks. */
    boolean continues(AvcSlice before) {
        return firstMacroblock > before.firstMacroblock
                && idr == before.idr
                && frameNumber == before.frameNumber
                && field == before.field
                && bottom == before.bottom;
    }

    /** True if this is the second field of the frame whose first field is given. */
    boolean completes(AvcSlice before) {
        return field && before.field && bottom != before.bottom && frameNumber == before.frameNumber && !idr;
    }
}
