package tams.ingest.mpegts;

/** The supplemental messages in an H.264 NAL unit of type 6. */
final class SeiMessages {

    private static final int RECOVERY_POINT = 6;

    private SeiMessages() {}

    /** True if one of the messages in the unit's head says that decoding may start here. */
    static boolean hasRecoveryPoint(byte[] head, int length) {
        var bits = new BitReader(head, 1, length);
        while (true) {
            long type = number(bits);
            long size = number(bits);
            if (bits.overrun()) {
                return false;
            }
            if (type == RECOVERY_POINT) {
                return true;
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
