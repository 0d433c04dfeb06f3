package tams.ingest.registrar;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition while it is ours. Its tasks ask before each piece of work whether it still is; once it is given back they
 * do nothing, and what they did counts only if it was done before. Thread-safe.
 */
final class Assignment {

    private final TopicPartition partition;
    private final OffsetTracker offsets;
    private boolean stopping;
    private boolean active = true;
    private int working;

    Assignment(TopicPartition partition, long firstOffset) {
        this.partition = partition;
        this.offsets = new OffsetTracker(firstOffset);
    }

    TopicPartition partition() {
        return partition;
    }

    OffsetTracker offsets() {
        return offsets;
    }

    /** Whether another step may be taken. */
    synchronized boolean goesOn() {
        return active && !stopping;
    }

    /** Enters a piece of work; false when there is to be none any more. */
    synchronized boolean enter() {
        if (goesOn()) {
            working++;
            return true;
        }
        return false;
    }

    synchronized void leave() {
        working--;
        notifyAll();
    }

    /** Marks a record done with, unless the partition is not ours any more. */
    synchronized void done(long offset) {
        if (active) {
            offsets.done(offset);
        }
    }

    /** Lets no new work begin, and waits for what is under way to end, so that it counts. */
    synchronized void giveBack(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        stopping = true;
        try {
            long leftMs = patience.toMillis();
            while (working > 0 && leftMs > 0) {
                wait(leftMs);
                leftMs = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        active = false;
    }
}
