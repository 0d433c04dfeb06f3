package tams.ingest.client;

import java.time.Duration;

/** When a transfer last moved a byte. Written by the thread that moves them, read by the one that waits. */
final class Progress {

    private volatile long movedAtNanos = System.nanoTime();
    private volatile boolean isOver;

    void moved() {
        movedAtNanos = System.nanoTime();
    }

    /** From here on silence is the store's thinking, which the deadline bounds. */
    void over() {
        isOver = true;
    }

    boolean hasStalled(Duration silence) {
        return !isOver && System.nanoTime() - movedAtNanos > silence.toNanos();
    }
}
