package tams.ingest.watcher;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The finished files of one folder that wait to be announced: new ones in order, and those whose turn has come again. */
final class ReadyFiles {

    private final TreeSet<TrackedFile> fresh = new TreeSet<>(TrackedFile.ORDER);
    private final Deque<TrackedFile> again = new ArrayDeque<>();
    private long waitingSince;

    void add(TrackedFile file, long now) {
        file.stage = TrackedFile.Stage.READY;
        if (file.arrival != null) {
            again.add(file);
            return;
        }
        if (fresh.isEmpty()) {
            waitingSince = now;
        }
        file.due = now;
        fresh.add(file);
    }

    /** Takes a file out, if it is in. */
    void remove(TrackedFile file) {
        if (file.stage != TrackedFile.Stage.READY) {
            return;
        }
        if (file.arrival == null) {
            fresh.remove(file);
        } else {
            again.remove(file);
        }
    }

    /** Runs something that changes what the order rests on. */
    void reorder(Runnable change) {
        Collection<TrackedFile> waiting = fresh.stream().toList();
        fresh.clear();
        change.run();
        fresh.addAll(waiting);
    }

    /** The next to be announced once more. */
    @Nullable TrackedFile repeated() {
        return again.peek();
    }

    /** The lowest that was never announced. */
    @Nullable TrackedFile lowest() {
        return fresh.isEmpty() ? null : fresh.first();
    }

    /** Since when something new has been waiting, by the monotonic clock; meaningless while nothing is. */
    long waitingSince() {
        return waitingSince;
    }
}
