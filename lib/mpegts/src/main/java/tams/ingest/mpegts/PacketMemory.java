package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Packets of PIDs that no table has named yet, kept so that media before the first PMT is measured as well.
 *
 * <p>Constant bound, grown on demand; what comes beyond it is counted and gone.
 */
final class PacketMemory {

    /** 752 KiB: half a second at 12 Mb/s, the longest that broadcast rules allow between two PMTs. */
    static final int PACKETS_MAX = 4096;

    private static final int PACKETS_FIRST = 64;

    private final Runnable onFull;
    private byte[] kept = new byte[0];
    private int packets;
    private boolean closed;
    private long beyond;
    private final BitSet pidsBeyond = new BitSet();

    /**
     * An empty memory.
     *
     * @param onFull run once, when the last packet that has room is kept
     */
    PacketMemory(Runnable onFull) {
        this.onFull = onFull;
    }

    void keep(byte[] bytes, int at) {
        if (closed) {
            return;
        }
        if (packets == PACKETS_MAX) {
            beyond++;
            pidsBeyond.set(Packets.pid(bytes, at));
            return;
        }
        int offset = packets * Packets.SIZE;
        if (offset == kept.length) {
            int room = Math.min(Math.max(2 * packets, PACKETS_FIRST), PACKETS_MAX);
            kept = Arrays.copyOf(kept, room * Packets.SIZE);
        }
        System.arraycopy(bytes, at, kept, offset, Packets.SIZE);
        packets++;
        if (packets == PACKETS_MAX) {
            onFull.run();
        }
    }

    /**
     * Hands the kept packets of one PID to its reader, in the order they came.
     *
     * @return false if the PID had packets and the first of them are gone
     */
    boolean replay(int pid, PidReader reader) {
        boolean any = false;
        for (int i = 0; i < packets; i++) {
            int at = i * Packets.SIZE;
            if (Packets.pid(kept, at) == pid) {
                reader.packet(kept, at);
                any = true;
            }
        }
        return any || !pidsBeyond.get(pid);
    }

    /** The PIDs of the kept packets, ascending. */
    BitSet pids() {
        var pids = new BitSet();
        for (int i = 0; i < packets; i++) {
            pids.set(Packets.pid(kept, i * Packets.SIZE));
        }
        return pids;
    }

    /** Forgets all and keeps no more: every table that was announced is there. */
    void close() {
        closed = true;
        kept = new byte[0];
        packets = 0;
    }

    void report(Warnings warnings) {
        if (beyond > 0) {
            warnings.add(
                    "psi_late",
                    beyond + " packets before their PMT, or of no PMT, were beyond what is kept and not measured");
        }
    }
}
