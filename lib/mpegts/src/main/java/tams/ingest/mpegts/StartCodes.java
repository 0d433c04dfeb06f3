package tams.ingest.mpegts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The search for 00 00 01, {@value #BLOCK} bytes at a time: hardly a block of coded pictures has two zero bytes in a row.
 */
final class StartCodes {

    /** Bytes looked at between two branches. */
    static final int BLOCK = 32;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private StartCodes() {}

    /** Where the 01 of the first whole start code lies, or -1 if there is none. */
    static int findOne(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + BLOCK < to; at += BLOCK) {
            if (mayStart(bytes, at)) {
                int one = findNear(bytes, at, Math.min(at + BLOCK + 2, to));
                if (one >= 0) {
                    return one;
                }
            }
        }
        // What is left is no whole block: look at the last whole one, most of it for the second time.
        boolean none = to - from > BLOCK && !mayStart(bytes, to - BLOCK - 1);
        return none ? -1 : findNear(bytes, at, to);
    }

    /** True if two zero bytes in a row start in the block, whose next byte must be there too. */
    private static boolean mayStart(byte[] bytes, int at) {
        long any = pairs(bytes, at) | pairs(bytes, at + 8) | pairs(bytes, at + 16) | pairs(bytes, at + 24);
        return (any & HIGHS) != 0;
    }

    /** Has the high bit of a byte set if one of the eight bytes and the one behind it are both zero. */
    private static long pairs(byte[] bytes, int at) {
        long either = (long) WORD.get(bytes, at) | (long) WORD.get(bytes, at + 1);
        return (either - ONES) & ~either;
    }

    private static int findNear(byte[] bytes, int from, int to) {
        for (int at = from; at + 2 < to; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                return at + 2;
            }
        }
        return -1;
    }
}
