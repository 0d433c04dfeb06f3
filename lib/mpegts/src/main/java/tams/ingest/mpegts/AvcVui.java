package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * The part of an H.264 sequence that tells of time (VUI, ITU-T H.264 annex E).
 *
 * @param nominalTicks of a frame at the rate that is named, which the pictures need not keep to unless it is fixed
 * @param fixed whether every frame lasts that long
 * @param delayBits in a picture timing message before pic_struct
 * @param structures whether such messages hold a pic_struct
 */
record AvcVui(@Nullable Fraction nominalTicks, boolean fixed, int delayBits, boolean structures) {

    static final AvcVui UNTOLD = new AvcVui(null, false, 0, false);

    private static final int EXTENDED_SAR = 255;
    private static final int BUFFERS_MAX = 32;

    /** Reads it where it lies in the set; what is cut off tells nothing. */
    static AvcVui read(BitReader bits) {
        if (bits.flag() && bits.bits(8) == EXTENDED_SAR) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.flag();
        }
        if (bits.flag()) {
            bits.skip(4);
            bits.skip(bits.flag() ? 24 : 0);
        }
        if (bits.flag()) {
            bits.unsigned();
            bits.unsigned();
        }
        boolean timed = bits.flag();
        Fraction ticks = timed ? ticks(bits) : null;
        boolean fixed = timed && bits.flag();
        boolean network = bits.flag();
        int delays = network ? delayBits(bits) : 0;
        boolean codec = bits.flag();
        delays = codec ? delayBits(bits) : delays;
        bits.skip(network || codec ? 1 : 0);
        boolean structures = bits.flag();
        return bits.overrun() ? new AvcVui(ticks, fixed, 0, false) : new AvcVui(ticks, fixed, delays, structures);
    }

    /** Two ticks make a frame. */
    private static @Nullable Fraction ticks(BitReader bits) {
        long units = bits.bits(32);
        long scale = bits.bits(32);
        return bits.overrun() ? null : StatedRate.frameTicks(scale, 2 * units);
    }

    /** The duration of every frame: only a fixed rate is worth believing. */
    @Nullable Fraction frameTicks() {
        return fixed ? nominalTicks : null;
    }

    /** The lengths of the two delays that buffering parameters bring into timing messages. */
    private static int delayBits(BitReader bits) {
        long buffers = Math.min(bits.unsigned() + 1, BUFFERS_MAX);
        bits.skip(8);
        for (long i = 0; i < buffers; i++) {
            bits.unsigned();
            bits.unsigned();
            bits.flag();
        }
        bits.skip(5);
        int delays = (int) bits.bits(5) + 1 + (int) bits.bits(5) + 1;
        bits.skip(5);
        return delays;
    }

    /** The pic_struct of a picture timing message, or {@link FrameStructure#UNTOLD}. */
    int structure(BitReader timing) {
        timing.skip(delayBits);
        int structure = (int) timing.bits(4);
        return structures && !timing.overrun() ? structure : FrameStructure.UNTOLD;
    }
}
