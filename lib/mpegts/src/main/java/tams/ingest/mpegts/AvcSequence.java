package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * A sequence parameter set of H.264.
 *
 * @param frameNumberBits the length of frame_num in slice headers
 * @param referenceFrames how many decoded frames a picture may refer to
 * @param framesOnly true if no picture is a field
 * @param orderCountBits the length of pic_order_cnt_lsb in slice headers, 0 if they have none
 */
record AvcSequence(
        long id,
        Format format,
        int frameNumberBits,
        long referenceFrames,
        boolean framesOnly,
        boolean separateColourPlanes,
        int orderCountBits,
        AvcVui vui) {

    private static final long SEQUENCE_ID_MAX = 31;
    private static final int MACROBLOCK = 16;
    private static final int SCALING_LISTS_4X4 = 6;

    /** Reads a NAL unit of type 7; null if it is cut short or says what no stream can have. */
    static @Nullable AvcSequence parse(byte[] unit) {
        var bits = new BitReader(unit, 1, unit.length);
        int profile = (int) bits.bits(8);
        int constraints = (int) bits.bits(8);
        int level = (int) bits.bits(8);
        long id = bits.unsigned();
        boolean high = hasChroma(profile);
        long chroma = high ? bits.unsigned() : 1;
        boolean separate = chroma == 3 && bits.flag();
        skipDepthAndScaling(bits, chroma, high);
        long frameNumberBits = bits.unsigned() + 4;
        long orderCountBits = orderCount(bits);
        long referenceFrames = bits.unsigned();
        bits.flag();
        long macroblocksWide = bits.unsigned() + 1;
        long mapUnitsHigh = bits.unsigned() + 1;
        boolean framesOnly = bits.flag();
        int fields = framesOnly ? 1 : 2;
        bits.skip(fields);
        var size = PictureSize.uncropped(macroblocksWide * MACROBLOCK, mapUnitsHigh * MACROBLOCK * fields)
                .cropped(bits, separate ? 0 : chroma, fields);
        if (bits.overrun() || id > SEQUENCE_ID_MAX || frameNumberBits > 16 || orderCountBits > 16 || size == null) {
            return null;
        }
        var vui = bits.flag() ? AvcVui.read(bits) : AvcVui.UNTOLD;
        int numberBits = (int) frameNumberBits;
        var format = Format.picture(size.width(), size.height(), profile, level).constrained(constraints);
        return new AvcSequence(
                id, format, numberBits, referenceFrames, framesOnly, separate, (int) orderCountBits, vui);
    }

    private static boolean hasChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void skipDepthAndScaling(BitReader bits, long chroma, boolean present) {
        if (!present) {
            return;
        }
        bits.unsigned();
        bits.unsigned();
        bits.flag();
        if (bits.flag()) {
            int lists = chroma == 3 ? 12 : 8;
            for (int list = 0; list < lists; list++) {
                if (bits.flag()) {
                    skipScalingList(bits, list < SCALING_LISTS_4X4 ? 16 : 64);
                }
            }
        }
    }

    private static void skipScalingList(BitReader bits, int entries) {
        long last = 8;
        long next = 8;
        for (int i = 0; i < entries && !bits.overrun(); i++) {
            if (next != 0) {
                next = Math.floorMod(last + bits.signed(), 256);
            }
            last = next == 0 ? last : next;
        }
    }

    /** Returns how many bits the order count takes in slice headers. */
    private static long orderCount(BitReader bits) {
        long type = bits.unsigned();
        if (type == 0) {
            return bits.unsigned() + 4;
        }
        if (type == 1) {
            bits.flag();
            bits.signed();
            bits.signed();
            long offsets = Math.min(bits.unsigned(), 255);
            for (long i = 0; i < offsets && !bits.overrun(); i++) {
                bits.signed();
            }
        }
        return 0;
    }

    /** Of a frame, if the set states a fixed rate. */
    @Nullable Fraction frameTicks() {
        return vui.frameTicks();
    }
}
