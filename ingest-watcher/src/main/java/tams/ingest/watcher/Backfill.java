package tams.ingest.watcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the files of a folder have come that lay there when it was first looked at. A file counts as done when the ledger
 * has closed its arrival, or it has gone. Belongs to the scanner's thread.
 */
final class Backfill {

    /** The rate is that of the last while: a store that was slow an hour ago says nothing about the time to go. */
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);

    /**
     * How far it has come.
     *
     * @param toGo at the rate of the last minute; null while nothing has been done in it
     */
    record Progress(long done, long total, @Nullable Duration toGo) {}

    private record Sample(long at, long left) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private boolean isCounted;
    private long total;
    private long left;

    /** Whether files that are found now were there before. */
    boolean isOpen() {
        return !isCounted;
    }

    /** Takes stock of a look; the first one tells how much there is. */
    void endLook(long stillLeft, long now) {
        if (!isCounted) {
            isCounted = true;
            total = stillLeft;
        }
        left = Math.min(stillLeft, total);
        if (left == 0) {
            samples.clear();
            return;
        }
        Sample youngest = samples.peekLast();
        if (youngest == null || now - youngest.at >= SAMPLE_EVERY.toNanos()) {
            samples.add(new Sample(now, left));
        }
        while (samples.size() > 1 && now - samples.getFirst().at > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    /** Empty when nothing is left. */
    Optional<Progress> progress(long now) {
        if (left == 0) {
            return Optional.empty();
        }
        Sample oldest = samples.getFirst();
        long done = oldest.left - left;
        Duration toGo = done <= 0
                ? null
                : Duration.ofNanos(now - oldest.at).multipliedBy(left).dividedBy(done);
        return Optional.of(new Progress(total - left, total, toGo));
    }
}
