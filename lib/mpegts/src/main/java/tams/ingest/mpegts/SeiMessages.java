package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** The supplemental messages in a NAL unit of H.264 (type 6) or H.265 (types 39 and 40). */
final class SeiMessages {

    /** The same number in both. */
    static final int PICTURE_TIMING = 1;

    private static final int RECOVERY_POINT = 6;

    private SeiMessages() {}

    /** True if one of the messages in the head of an H.264 unit says that decoding may start here. */
    static boolean hasRecoveryPoint(byte[] head, int length) {
        return find(RECOVERY_POINT, head, 1, length) != null;
    }

    /**
     * Where the first message of a type starts in the head of a unit, ready to be read; null if there is none.
     *
     * @param from behind the unit's header
     */
    static @Nullable BitReader find(int wanted, byte[] head, int from, int length) {
        var bits = new BitReader(head, from, length);
        while (true) {
            long type = number(bits);
            long size = number(bits);
            if (bits.overrun()) {
                return null;
            }
            if (type == wanted) {
                return bits;
            }
            bits.skip((int) Math.min(size * 8, Integer.MAX_VALUE));
        }
    }

    /** Type and size alike: bytes of 255 that add up, and a last one. */
    private static long number(BitReader bits) {
        long sum = 0;
        long next = bits.bits(8);
        while (next == 0xFF && !bits.overrun()) {
            sum += next;
            next = bits.bits(8);
        }
        return sum + next;
    }
}
