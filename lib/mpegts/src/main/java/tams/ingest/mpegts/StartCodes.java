package tams.ingest.mpegts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The search for 00 00 01, eight bytes at a time: hardly a word of coded pictures has two zero bytes in a row. */
final class StartCodes {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private StartCodes() {}

    /** Where the 01 of the first whole start code lies, or -1 if there is none. */
    static int findOne(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES < to) {
            long word = (long) WORD.get(bytes, at);
            // The high bit of every zero byte, and maybe of a byte 01 above one; then of every pair of them.
            long zeros = (word - ONES) & ~word & HIGHS;
            long pairs = zeros & (zeros >>> Byte.SIZE);
            if (pairs == 0) {
                at += Long.BYTES - 1;
            } else {
                at += Long.numberOfTrailingZeros(pairs) >> 3;
                if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                    return at + 2;
                }
                at++;
            }
        }
        for (; at + 2 < to; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                return at + 2;
            }
        }
        return -1;
    }
}
