package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * The part of an H.265 sequence that tells of time (VUI, ITU-T H.265 annex E), with what stands before it.
 *
 * @param frameTicks of a frame, if a plausible rate is stated
 * @param fieldPictures whether every picture is a field
 * @param structures whether picture timing messages hold a pic_struct
 */
record HevcVui(@Nullable Fraction frameTicks, boolean fieldPictures, boolean structures) {

    static final HevcVui UNTOLD = new HevcVui(null, false, false);

    private static final int EXTENDED_SAR = 255;
    private static final int LONG_TERM_MAX = 32;

    /**
     * Reads on in a set behind its cropping; what is cut off tells nothing.
     *
     * @param subLayers sps_max_sub_layers_minus1
     */
    static HevcVui read(BitReader bits, int subLayers) {
        bits.unsigned();
        bits.unsigned();
        int orderBits = (int) Math.min(bits.unsigned() + 4, 32);
        int orderings = bits.flag() ? subLayers + 1 : 1;
        skipNumbers(bits, 3 * orderings);
        skipNumbers(bits, 6);
        boolean scaled = bits.flag();
        if (scaled && bits.flag()) {
            skipScalingLists(bits);
        }
        bits.skip(2);
        if (bits.flag()) {
            bits.skip(8);
            skipNumbers(bits, 2);
            bits.skip(1);
        }
        if (!HevcReferenceSets.skip(bits)) {
            return UNTOLD;
        }
        if (bits.flag()) {
            long pictures = Math.min(bits.unsigned(), LONG_TERM_MAX);
            bits.skip((int) pictures * (orderBits + 1));
        }
        bits.skip(2);
        return bits.flag() && !bits.overrun() ? timing(bits) : UNTOLD;
    }

    private static void skipNumbers(BitReader bits, int count) {
        for (int i = 0; i < count && !bits.overrun(); i++) {
            bits.unsigned();
        }
    }

    private static void skipScalingLists(BitReader bits) {
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < 6 && !bits.overrun(); matrix += size == 3 ? 3 : 1) {
                if (!bits.flag()) {
                    bits.unsigned();
                } else {
                    int coefficients = Math.min(64, 1 << (4 + 2 * size));
                    skipNumbers(bits, coefficients + (size > 1 ? 1 : 0));
                }
            }
        }
    }

    private static HevcVui timing(BitReader bits) {
        if (bits.flag() && bits.bits(8) == EXTENDED_SAR) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.skip(1);
        }
        if (bits.flag()) {
            bits.skip(4);
            bits.skip(bits.flag() ? 24 : 0);
        }
        if (bits.flag()) {
            skipNumbers(bits, 2);
        }
        bits.skip(1);
        boolean fields = bits.flag();
        boolean structures = bits.flag();
        if (bits.flag()) {
            skipNumbers(bits, 4);
        }
        boolean overrun = bits.overrun();
        Fraction ticks = bits.flag() ? ticks(bits, fields) : null;
        return overrun ? UNTOLD : new HevcVui(ticks, fields, structures);
    }

    /** One tick makes a picture, two of them a frame where pictures are fields. */
    private static @Nullable Fraction ticks(BitReader bits, boolean fields) {
        long units = bits.bits(32);
        long scale = bits.bits(32);
        return bits.overrun() ? null : StatedRate.frameTicks(scale, fields ? 2 * units : units);
    }
}
