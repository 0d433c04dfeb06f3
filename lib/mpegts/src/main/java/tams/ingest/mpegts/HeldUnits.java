package tams.ingest.mpegts;

import java.nio.ByteBuffer;

/** Heads of units that count only if it turns out that their PES packet may hold more than one picture. */
final class HeldUnits {

    /**
     * 32 KiB a stream, since a chunk may list thousands of them: over a thousand slices in one PES packet, where pictures
     * have some hundred. Later ones do not count.
     */
    static final int BYTES_MAX = 32 * 1024;

    private static final int FIRST = 1024;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer units = NONE;

    /** Takes the head of one unit. */
    interface Visitor {
        void unit(byte[] head, int length);
    }

    void add(byte[] head, int length) {
        int needed = Short.BYTES + length;
        if (units.remaining() < needed && units.capacity() < BYTES_MAX) {
            units = ByteBuffer.allocate(Math.max(FIRST, 2 * units.capacity())).put(units.flip());
        }
        if (units.remaining() >= needed) {
            units.putShort((short) length).put(head, 0, length);
        }
    }

    /** Shows every head, in order, and forgets them. */
    void drain(byte[] scratch, Visitor visitor) {
        units.flip();
        while (units.hasRemaining()) {
            int length = units.getShort();
            units.get(scratch, 0, length);
            visitor.unit(scratch, length);
        }
        units.clear();
    }

    void clear() {
        units.clear();
    }
}
