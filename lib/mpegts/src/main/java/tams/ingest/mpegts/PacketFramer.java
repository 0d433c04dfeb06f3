package tams.ingest.mpegts;

/**
 * Cuts a byte stream into transport packets: finds their size and phase, and finds them again after damage.
 *
 * <p>Packets are handed on from the pushed array itself; only what spans two pushes is copied.
 */
final class PacketFramer {

    /** Bytes looked at before the size is decided, and the most that is ever carried over. */
    static final int WINDOW = 8 * 1024;

    /** Sync bytes in a row that prove a size: chance takes 2^40 bytes to make such a run. */
    private static final int HITS = 5;

    private static final int[] STRIDES = {188, 192, 204};
    private static final int STRIDE_MAX = 204;

    private final PacketSink sink;
    private final byte[] carry = new byte[2 * WINDOW];
    private int carried;
    private boolean locked;
    private int stride;
    private long position;
    private long packets;
    private long leadingBytes;
    private long tailBytes;
    private long losses;
    private long firstLossAt = -1;
    private long bytesLost;

    PacketFramer(PacketSink sink) {
        this.sink = sink;
    }

    void push(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        if (carried > 0) {
            int appended = Math.min(length, carry.length - carried);
            System.arraycopy(bytes, offset, carry, carried, appended);
            int filled = carried + appended;
            int used = consume(carry, 0, filled, false);
            // The carry is about to be written to.
            sink.release();
            if (appended == length) {
                carried = filled - used;
                if (used > 0) {
                    System.arraycopy(carry, used, carry, 0, carried);
                }
                return;
            }
            // The carry was full, so at least WINDOW bytes are used: what is left lies in the pushed array.
            at = offset + appended - (filled - used);
        }
        at = consume(bytes, at, end, false);
        carried = end - at;
        System.arraycopy(bytes, at, carry, 0, carried);
    }

    void finish() {
        int at = consume(carry, 0, carried, true);
        sink.release();
        tailBytes = (long) carried - at;
        position += tailBytes;
        carried = 0;
    }

    /** Handles what can be decided and returns where the rest starts; the rest is shorter than {@link #WINDOW}. */
    private int consume(byte[] bytes, int from, int to, boolean last) {
        int at = from;
        boolean more = true;
        while (more) {
            int before = at;
            boolean wasLocked = locked;
            if (locked) {
                at = deliver(bytes, at, to, last);
            } else {
                at = stride == 0 ? find(bytes, at, to, last) : findAgain(bytes, at, to, last);
            }
            position += at - before;
            more = locked != wasLocked || (!locked && at != before);
        }
        return at;
    }

    private int deliver(byte[] bytes, int from, int to, boolean last) {
        int need = last ? Packets.SIZE : stride;
        int at = sink.packets(bytes, from, to - need, stride);
        packets += (at - from) / stride;
        if (to - at >= need) {
            lose(at - from);
        }
        return Math.min(at, to);
    }

    private void lose(int ahead) {
        locked = false;
        losses++;
        if (firstLossAt < 0) {
            firstLossAt = position + ahead;
        }
    }

    private int find(byte[] bytes, int from, int to, boolean last) {
        if (!last && to - from < WINDOW) {
            return from;
        }
        if (last && position == 0 && to - from < (HITS + 1) * STRIDE_MAX) {
            return findShort(bytes, from, to);
        }
        int limit = to - (HITS - 1) * STRIDE_MAX;
        for (int at = from; at < (last ? to : limit); at++) {
            if (bytes[at] == Packets.SYNC && lock(bytes, at, to, HITS)) {
                leadingBytes = position + at - from - (stride == 192 ? 4 : 0);
                return at;
            }
        }
        return last ? to : limit;
    }

    /** A file of a few packets must start with one, and every packet of it must start with the sync byte. */
    private int findShort(byte[] bytes, int from, int to) {
        for (int lead = 0; lead <= 4; lead += 4) {
            int at = from + lead;
            for (int size : STRIDES) {
                int whole = (to - at + size - Packets.SIZE) / size;
                boolean fits = (size == 192) == (lead == 4) && whole >= 1;
                int wanted = Math.min(HITS, Math.max(whole, to - at > size ? 2 : 1));
                if (fits && hits(bytes, at, to, size) >= wanted) {
                    stride = size;
                    locked = true;
                    return at;
                }
            }
        }
        return to;
    }

    private boolean lock(byte[] bytes, int at, int to, int wanted) {
        for (int size : STRIDES) {
            if (hits(bytes, at, to, size) >= wanted) {
                stride = size;
                locked = true;
                return true;
            }
        }
        return false;
    }

    private static int hits(byte[] bytes, int from, int to, int size) {
        int hits = 0;
        for (int at = from; at < to && hits < HITS && bytes[at] == Packets.SYNC; at += size) {
            hits++;
        }
        return hits;
    }

    /** After damage: the next sync byte with another one packet on, or one that starts the very last packet. */
    private int findAgain(byte[] bytes, int from, int to, boolean last) {
        for (int at = from; at < to; at++) {
            boolean provable = at + stride < to;
            if (!provable && !last) {
                bytesLost += at - from;
                return at;
            }
            if (bytes[at] == Packets.SYNC
                    && (provable ? bytes[at + stride] == Packets.SYNC : to - at == Packets.SIZE || to - at == stride)) {
                locked = true;
                bytesLost += at - from;
                return at;
            }
        }
        bytesLost += to - from;
        return to;
    }

    /** Bytes from one sync byte to the next, or 0 if the bytes are no transport stream. */
    int packetSize() {
        return stride;
    }

    long bytes() {
        return position;
    }

    /** True if packets were found within the first {@link #WINDOW} bytes. */
    boolean startsEarly() {
        return stride != 0 && leadingBytes < WINDOW;
    }

    long packets() {
        return packets;
    }

    void report(Warnings warnings) {
        if (leadingBytes > 0) {
            warnings.add("starts_mid_packet", leadingBytes + " bytes before the first packet ignored");
        }
        if (losses > 0) {
            warnings.add(
                    "sync_loss",
                    losses + " times, first at byte " + firstLossAt + ", " + bytesLost
                            + " bytes between packets ignored");
        }
        if (tailBytes > 0) {
            warnings.add(
                    "truncated_tail",
                    tailBytes + " bytes at byte " + (position - tailBytes) + " are no whole packet and were ignored");
        }
    }
}
