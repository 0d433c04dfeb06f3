package tams.ingest.registrar;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.LongPredicate;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Outcome;

/**
 * The state of every arrival in the ledger, how often it was put back, and where its line lies: open addressing over five
 * arrays, 66 to 132 bytes an arrival, where a map of objects takes 200. What is not a key is searched for from end to end:
 * a million arrivals take some milliseconds, and an index of them would take more than it saves. Not thread-safe.
 */
final class ArrivalStates {

    private static final int CAPACITY_MIN = 1 << 10;
    private static final byte FREE = 0;
    private static final byte REMOVED = -1;
    /** Of a line that was not read back yet. */
    private static final long NOWHERE = -1;

    /** As many of a SHA-256 as an int holds. */
    private static final int HEX_DIGITS = 8;

    private static final List<Outcome.State> STATES = List.of(Outcome.State.values());

    /** A mark holds the state's place from 1 below, and the replays above: 15 of them fill a byte. */
    private static final int STATE_BITS = 3;

    private long[] high = new long[CAPACITY_MIN];
    private long[] low = new long[CAPACITY_MIN];
    private byte[] marks = new byte[CAPACITY_MIN];
    private long[] places = new long[CAPACITY_MIN];
    private long[] prints = new long[CAPACITY_MIN];
    private int size;
    private int used;

    /**
     * What a slot holds.
     *
     * @param print the SHA-256's first 32 bits above, the hash of the file's name below
     */
    private record Entry(long high, long low, byte mark, long place, long print) {}

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
        insert(new Entry(arrival.getMostSignificantBits(), arrival.getLeastSignificantBits(), mark, NOWHERE, 0));
    }

    /** Where the line of an arrival that is known lies, and by what it is found. */
    void note(UUID arrival, LinePlace place, ChunkFile file) {
        int slot = find(arrival);
        if (slot >= 0) {
            places[slot] = place.packed();
            prints[slot] = print(file);
        }
    }

    private static long print(ChunkFile file) {
        return ((long) Integer.parseUnsignedInt(file.sha256().substring(0, HEX_DIGITS), 16) << Integer.SIZE)
                | Integer.toUnsignedLong(file.name().hashCode());
    }

    Optional<LinePlace> placeOf(UUID arrival) {
        int slot = find(arrival);
        return slot < 0 || places[slot] == NOWHERE ? Optional.empty() : Optional.of(LinePlace.unpacked(places[slot]));
    }

    /** Where lines of chunks lie whose SHA-256 may begin with these 8 digits or more, the latest first. */
    List<LinePlace> placesOfHash(String sha256, int most) {
        int wanted = Integer.parseUnsignedInt(sha256.substring(0, HEX_DIGITS), 16);
        return latest(print -> (int) (print >>> Integer.SIZE) == wanted, most);
    }

    /** Where lines of chunks lie whose file may have this name, the latest first. */
    List<LinePlace> placesOfName(String name, int most) {
        int wanted = name.hashCode();
        return latest(print -> (int) print == wanted, most);
    }

    /** Lines are spread over the partitions by their keys' hashes, so that offsets tell their order well enough to cut. */
    private List<LinePlace> latest(LongPredicate isWanted, int most) {
        PriorityQueue<LinePlace> found = new PriorityQueue<>(Comparator.comparingLong(LinePlace::offset));
        for (int slot = 0; slot < marks.length; slot++) {
            if (marks[slot] > FREE && places[slot] != NOWHERE && isWanted.test(prints[slot])) {
                found.add(LinePlace.unpacked(places[slot]));
                if (found.size() > most) {
                    found.remove();
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingLong(LinePlace::offset).reversed())
                .toList();
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

    private void insert(Entry entry) {
        int slot = start(entry.high(), entry.low());
        while (marks[slot] != FREE) {
            slot = (slot + 1) & (marks.length - 1);
        }
        high[slot] = entry.high();
        low[slot] = entry.low();
        marks[slot] = entry.mark();
        places[slot] = entry.place();
        prints[slot] = entry.print();
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
        long[] oldPlaces = places;
        long[] oldPrints = prints;
        int capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(size, 1)) * 4);
        high = new long[capacity];
        low = new long[capacity];
        marks = new byte[capacity];
        places = new long[capacity];
        prints = new long[capacity];
        size = 0;
        used = 0;
        for (int slot = 0; slot < oldMarks.length; slot++) {
            if (oldMarks[slot] > FREE) {
                insert(new Entry(oldHigh[slot], oldLow[slot], oldMarks[slot], oldPlaces[slot], oldPrints[slot]));
            }
        }
    }
}
