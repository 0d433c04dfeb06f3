package tams.ingest.mpegts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where things lie in a 188-byte transport packet. */
final class Packets {

    static final int SIZE = 188;
    static final int SYNC = 0x47;
    static final int NULL_PID = 0x1FFF;
    static final int PIDS = 0x2000;

    /** Bytes of a packet that holds nothing else. */
    static final int PAYLOAD = 184;

    static final int HEADER = 4;

    private static final VarHandle HEADERS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Packets() {}

    static int pid(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF);
    }

    static boolean damaged(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x80) != 0;
    }

    static boolean startsUnit(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x40) != 0;
    }

    static boolean scrambled(byte[] bytes, int at) {
        return (bytes[at + 3] & 0xC0) != 0;
    }

    static int counter(byte[] bytes, int at) {
        return bytes[at + 3] & 0x0F;
    }

    private static boolean hasAdaptation(byte[] bytes, int at) {
        return (bytes[at + 3] & 0x20) != 0;
    }

    /** True if the adaptation field announces that counters start anew. */
    static boolean discontinuous(byte[] bytes, int at) {
        return hasAdaptation(bytes, at) && bytes[at + 4] != 0 && (bytes[at + 5] & 0x80) != 0;
    }

    /** True if the adaptation field has a program clock reference. */
    static boolean carriesClock(byte[] bytes, int at) {
        return hasAdaptation(bytes, at) && bytes[at + 4] != 0 && (bytes[at + 5] & 0x10) != 0;
    }

    /**
     * Where the payload starts, or -1 if there is none: none announced, the reserved control value, or an adaptation
     * field that leaves no room.
     */
    static int payload(byte[] bytes, int at) {
        if ((bytes[at + 3] & 0x10) == 0) {
            return -1;
        }
        int skip = hasAdaptation(bytes, at) ? HEADER + 1 + (bytes[at + 4] & 0xFF) : HEADER;
        return skip < SIZE ? at + skip : -1;
    }

    /** The four bytes that a packet starts with. */
    static int header(byte[] bytes, int at) {
        return (int) HEADERS.get(bytes, at);
    }

    /** The header of a packet that is nothing but payload which goes on. */
    static int plainHeader(int pid, int counter) {
        return SYNC << 24 | pid << 8 | 0x10 | (counter & 0x0F);
    }

    /** The packet's last eight bytes, by which a repeated packet is told from a lost turn of the counter. */
    static long fingerprint(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at + SIZE - Long.BYTES);
    }
}
