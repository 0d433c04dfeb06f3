package tams.ingest.watcher;

import java.util.UUID;

/**
 * A small number for each arrival, at 20 to 40 bytes an arrival: a ledger of a month does not fit into a map of objects.
 *
 * <p>Open addressing over the id's own bits, which are a hash already. Entries are never removed, only set to 0.
 */
final class ArrivalTable {

    private static final int SLOTS_AT_FIRST = 1 << 10;

    private long[] high = new long[SLOTS_AT_FIRST];
    private long[] low = new long[SLOTS_AT_FIRST];
    private int[] values = new int[SLOTS_AT_FIRST];
    private int size;

    int size() {
        return size;
    }

    /** Whether the arrival was ever put, be it with 0. */
    boolean has(UUID arrival) {
        return !isFree(slot(arrival));
    }

    /** The arrival's number, 0 when there is none. */
    int get(UUID arrival) {
        return values[slot(arrival)];
    }

    void put(UUID arrival, int value) {
        int slot = slot(arrival);
        if (isFree(slot)) {
            if (size >= values.length / 4 * 3) {
                grow();
                slot = slot(arrival);
            }
            high[slot] = arrival.getMostSignificantBits();
            low[slot] = arrival.getLeastSignificantBits();
            size++;
        }
        values[slot] = value;
    }

    /** The arrival's slot, or the free one where it belongs. At least a quarter is free, so this ends. */
    private int slot(UUID arrival) {
        long wantedHigh = arrival.getMostSignificantBits();
        long wantedLow = arrival.getLeastSignificantBits();
        int mask = values.length - 1;
        int slot = (int) (wantedLow ^ (wantedHigh >>> 32)) & mask;
        while (!isFree(slot) && (high[slot] != wantedHigh || low[slot] != wantedLow)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** No id is all zeros: the version's bits are set. */
    private boolean isFree(int slot) {
        return high[slot] == 0 && low[slot] == 0;
    }

    private void grow() {
        ArrivalTable larger = new ArrivalTable();
        larger.high = new long[values.length * 2];
        larger.low = new long[values.length * 2];
        larger.values = new int[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            if (!isFree(i)) {
                larger.put(new UUID(high[i], low[i]), values[i]);
            }
        }
        high = larger.high;
        low = larger.low;
        values = larger.values;
    }
}
