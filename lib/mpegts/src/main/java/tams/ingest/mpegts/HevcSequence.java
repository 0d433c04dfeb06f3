package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** A sequence parameter set of H.265, as far as the picture's size. */
record HevcSequence(int profile, int level, int width, int height) {

    private static final int SUB_LAYERS_MAX = 6;

    Format format() {
        return Format.picture(width, height, profile, level);
    }

    /** Reads a NAL unit of type 33; null if it is cut short or says what no stream can have. */
    static @Nullable HevcSequence parse(byte[] unit) {
        var bits = new BitReader(unit, 2, unit.length);
        bits.skip(4);
        int subLayers = (int) bits.bits(3);
        bits.skip(1);
        bits.skip(3);
        int profile = (int) bits.bits(5);
        bits.skip(32 + 48);
        int level = (int) bits.bits(8);
        if (subLayers > SUB_LAYERS_MAX) {
            return null;
        }
        skipSubLayers(bits, subLayers);
        bits.unsigned();
        long chroma = bits.unsigned();
        boolean separate = chroma == 3 && bits.flag();
        long width = bits.unsigned();
        long height = bits.unsigned();
        var size = PictureSize.uncropped(width, height).cropped(bits, separate ? 0 : chroma, 1);
        return bits.overrun() || size == null ? null : new HevcSequence(profile, level, size.width(), size.height());
    }

    private static void skipSubLayers(BitReader bits, int subLayers) {
        if (subLayers == 0) {
            return;
        }
        int profiles = 0;
        int levels = 0;
        for (int i = 0; i < subLayers; i++) {
            profiles += bits.flag() ? 1 : 0;
            levels += bits.flag() ? 1 : 0;
        }
        bits.skip(2 * (8 - subLayers));
        bits.skip(88 * profiles + 8 * levels);
    }
}
