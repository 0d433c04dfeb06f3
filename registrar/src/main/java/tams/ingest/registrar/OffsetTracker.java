package tams.ingest.registrar;

import java.util.TreeMap;

/**
 * Which offsets of a partition are done with, so that only an unbroken run of them is committed. Thread-safe.
 *
 * <p>Offsets are taken in rising order, with holes where Kafka keeps its own records, and done in any.
 */
final class OffsetTracker {

    /** By offset, the bytes of media that its record stands for. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    private long next;

    /** Starts where the partition is read from. */
    OffsetTracker(long first) {
        next = first;
    }

    synchronized void taken(long offset) {
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " comes after " + (next - 1));
        }
        open.put(offset, 0L);
        next = offset + 1;
    }

    /** Says what an offset stands for; nothing where it is done already. */
    synchronized void weighs(long offset, long bytes) {
        open.replace(offset, bytes);
    }

    /** Marks an offset; again is harmless. */
    synchronized void done(long offset) {
        open.remove(offset);
    }

    /** The offset to go on from after a crash: everything below is done. */
    synchronized long committable() {
        return open.isEmpty() ? next : open.firstKey();
    }

    /** How many are taken and not done. */
    synchronized int open() {
        return open.size();
    }

    /** The bytes of media that these stand for. */
    synchronized long openBytes() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many offsets lie between the oldest that is not done and the next to be taken. */
    synchronized long span() {
        return next - (open.isEmpty() ? next : open.firstKey());
    }

    /** Skips what Kafka keeps for itself at the end, so that nothing seems to be left. */
    synchronized void readUpTo(long position) {
        next = Math.max(next, position);
    }
}
