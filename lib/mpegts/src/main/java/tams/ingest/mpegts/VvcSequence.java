package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** A sequence parameter set of H.266, as far as the picture's size (ITU-T H.266, 7.3.2.4). */
record VvcSequence(Format format) {

    /** general_constraints_info: the flags of the first edition, before its reserved ones. */
    private static final int CONSTRAINT_BITS = 71;

    /** Reads a NAL unit of type 15; null if it is cut short or says what no stream can have. */
    static @Nullable VvcSequence parse(byte[] unit) {
        var bits = new BitReader(unit, 2, unit.length);
        bits.skip(8);
        int subLayers = (int) bits.bits(3);
        long chroma = bits.bits(2);
        bits.skip(2);
        Integer profile = null;
        Integer level = null;
        if (bits.flag()) {
            profile = (int) bits.bits(7);
            bits.skip(1);
            level = (int) bits.bits(8);
            bits.skip(2);
            skipConstraints(bits);
            skipSubLayers(bits, subLayers);
            bits.skip(32 * (int) bits.bits(8));
        }
        bits.skip(1);
        bits.skip(bits.flag() ? 1 : 0);
        long width = bits.unsigned();
        long height = bits.unsigned();
        var size = PictureSize.uncropped(width, height).cropped(bits, chroma, 1);
        boolean sane = !bits.overrun() && size != null && size.width() > 0 && size.height() > 0;
        return !sane || size == null
                ? null
                : new VvcSequence(Format.picture(size.width(), size.height(), profile, level));
    }

    private static void skipConstraints(BitReader bits) {
        if (bits.flag()) {
            bits.skip(CONSTRAINT_BITS);
            bits.skip((int) bits.bits(8));
        }
        bits.align();
    }

    private static void skipSubLayers(BitReader bits, int subLayers) {
        int levels = 0;
        for (int i = 0; i < subLayers; i++) {
            levels += bits.flag() ? 1 : 0;
        }
        bits.align();
        bits.skip(8 * levels);
    }
}
