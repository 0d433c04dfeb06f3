package tams.ingest.registrar;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tams.ingest.contracts.Outcome;

/**
 * The state of every arrival in the ledger, and how often it was put back: open addressing over three arrays, 34 to 68 bytes an arrival, where a map of
 * objects takes 150. Not thread-safe.
 */
final class ArrivalStates {

    private static final int CAPACITY_MIN = 1 << 10;
    private static final byte FREE = 0;
    private static final byte REMOVED = -1;
    private static final List<Outcome.State> STATES = List.of(Outcome.State.values());

    /** A mark holds the state's place from 1 below, and the replays above: 15 of them fill a byte. */
    private static final int STATE_BITS = 3;

    private long[] high = new long[CAPACITY_MIN];
    private long[] low = new long[CAPACITY_MIN];
    private byte[] marks = new byte[CAPACITY_MIN];
    private int size;
    private int used;

    Optional<Outcome.State> get(UUID arrival) {
        int slot = find(arrival);
        return slot < 0 ? Optional.empty() : Optional.of(STATES.get((marks[slot] & ((1 << STATE_BITS) - 1)) - 1));
    }

    /** How often an arrival was put back; 0 for one that is not known. */
    int replays(UUID arrival) {
        int slot = find(arrival);
        return slot < 0 ? 0 : marks[slot] >> STATE_BITS;
    }

    void put(UUID arrival, Outcome.State state, int replays) {
        byte mark = (byte) ((replays << STATE_BITS) | (STATES.indexOf(state) + 1));
        int slot = find(arrival);
        if (slot >= 0) {
            marks[slot] = mark;
            return;
        }
        if (used >= marks.length / 2) {
            rehash();
        }
        insert(arrival.getMostSignificantBits(), arrival.getLeastSignificantBits(), mark);
    }

    void remove(UUID arrival) {
        int slot = find(arrival);
        if (slot >= 0) {
            marks[slot] = REMOVED;
            size--;
        }
    }

    int size() {
        return size;
    }

    private int find(UUID arrival) {
        long wantedHigh = arrival.getMostSignificantBits();
        long wantedLow = arrival.getLeastSignificantBits();
        int slot = start(wantedHigh, wantedLow);
        while (marks[slot] != FREE) {
            if (marks[slot] != REMOVED && high[slot] == wantedHigh && low[slot] == wantedLow) {
                return slot;
            }
            slot = (slot + 1) & (marks.length - 1);
        }
        return -1;
    }

    private void insert(long newHigh, long newLow, byte mark) {
        int slot = start(newHigh, newLow);
        while (marks[slot] != FREE) {
            slot = (slot + 1) & (marks.length - 1);
        }
        high[slot] = newHigh;
        low[slot] = newLow;
        marks[slot] = mark;
        size++;
        used++;
    }

    /** Ids are hashes already, so their bits are as good as any. */
    private int start(long idHigh, long idLow) {
        return (int) (idHigh ^ idLow ^ (idLow >>> 32)) & (marks.length - 1);
    }

    private void rehash() {
        long[] oldHigh = high;
        long[] oldLow = low;
        byte[] oldMarks = marks;
        int capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(size, 1)) * 4);
        high = new long[capacity];
        low = new long[capacity];
        marks = new byte[capacity];
        size = 0;
        used = 0;
        for (int slot = 0; slot < oldMarks.length; slot++) {
            if (oldMarks[slot] > FREE) {
                insert(oldHigh[slot], oldLow[slot], oldMarks[slot]);
            }
        }
    }
}
