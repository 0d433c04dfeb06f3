package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * Learns whether every PES packet of a video stream holds exactly one picture, and then proves it for one packet after the
 * other.
 *
 * <p>Pictures are decoded one after the other, so a second picture in a packet pushes the next packet's decoding time away
 * by a second step. Once {@link #TRUSTED} packets in a row, each looked at whole, held one picture at one step, a packet
 * followed at less than one and a half steps cannot hold two. Where the stream names how long a frame lasts, one packet with
 * one picture at that step is enough: the pictures that a chunk begins with are its largest.
 */
final class OnePerPacket {

    /** Packets in a row that must have shown it. More would prove little: each packet passed over is proven by itself. */
    static final int TRUSTED = 4;

    private int row;
    private long step;
    private long dts = Ticks.NONE;

    /** True if what is known speaks for one picture in the present packet; its end still has to be proven. */
    boolean expected() {
        return row >= TRUSTED && dts != Ticks.NONE;
    }

    /** True if the present packet holds no second picture, given when the next one is decoded. */
    boolean proves(long nextDts) {
        return expected() && fits(nextDts);
    }

    private boolean fits(long nextDts) {
        if (dts == Ticks.NONE || nextDts == Ticks.NONE) {
            return false;
        }
        long distance = nextDts - dts;
        return distance > 0 && distance * 2 < step * 3 && distance * 3 > step * 2;
    }

    /**
     * The present packet is over.
     *
     * @param single whether it held one picture, whole
     * @param nextDts when the next packet is decoded, which is the present one from now on
     * @param nominal the duration of a frame that the stream names, if it does
     */
    void ended(boolean single, long nextDts, @Nullable Fraction nominal) {
        if (single && fits(nextDts)) {
            row = Math.min(row + 1, TRUSTED);
        } else {
            step = dts == Ticks.NONE || nextDts == Ticks.NONE ? 0 : nextDts - dts;
            row = single && nominal != null && step > 0 && isNearest(step, nominal) ? TRUSTED : 0;
        }
        dts = nextDts;
    }

    /** Whether a whole number of ticks is the duration but for rounding. */
    private static boolean isNearest(long ticks, Fraction duration) {
        return Math.abs(ticks - duration.rounded()) <= 1;
    }
}
