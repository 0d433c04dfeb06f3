package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * A sequence parameter set of H.265.
 *
 * @param progressive whether the source is said to have been scanned so
 * @param interlaced likewise; both false or both true tell nothing
 */
record HevcSequence(Format format, boolean progressive, boolean interlaced, HevcVui vui) {

    private static final int SUB_LAYERS_MAX = 6;

    /** Reads a NAL unit of type 33; null if it is cut short before the size, or says what no stream can have. */
    static @Nullable HevcSequence parse(byte[] unit) {
        var bits = new BitReader(unit, 2, unit.length);
        bits.skip(4);
        int subLayers = (int) bits.bits(3);
        bits.skip(1);
        bits.skip(3);
        int profile = (int) bits.bits(5);
        bits.skip(32);
        boolean progressive = bits.flag();
        boolean interlaced = bits.flag();
        bits.skip(46);
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
        if (bits.overrun() || size == null) {
            return null;
        }
        var vui = HevcVui.read(bits, subLayers);
        // Where pictures are fields the set has their size.
        int frameHeight = vui.fieldPictures() ? 2 * size.height() : size.height();
        return new HevcSequence(
                Format.picture(size.width(), frameHeight, profile, level), progressive, interlaced, vui);
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

    /** The scan that the set itself tells; null if it does not. */
    @Nullable String scan() {
        return progressive && !interlaced && !vui.fieldPictures() ? Scan.PROGRESSIVE : null;
    }
}
