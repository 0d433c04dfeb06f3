package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** A picture's size in pixels. */
record PictureSize(int width, int height) {

    /** Beyond any level of any codec here; a larger size is damage. */
    static final int SIDE_MAX = 65_536;

    static PictureSize uncropped(long width, long height) {
        return new PictureSize((int) Math.min(width, SIDE_MAX), (int) Math.min(height, SIDE_MAX));
    }

    /**
     * The size after the cropping flag and offsets that come next: left, right, top, bottom, in chroma samples.
     *
     * @param chroma chroma_format_idc, 0 where the offsets count luma samples
     * @param rows luma rows to a cropping row of a frame: 2 if pictures may be fields
     * @return null if nothing is left, or nothing was there
     */
    @Nullable PictureSize cropped(BitReader bits, long chroma, int rows) {
        long across = 0;
        long down = 0;
        if (bits.flag()) {
            int unitAcross = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitDown = (chroma == 1 ? 2 : 1) * rows;
            across = unitAcross * (bits.unsigned() + bits.unsigned());
            down = unitDown * (bits.unsigned() + bits.unsigned());
        }
        boolean sane = width < SIDE_MAX && height < SIDE_MAX && across < width && down < height;
        return sane ? new PictureSize((int) (width - across), (int) (height - down)) : null;
    }
}
