package tams.ingest.watcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The finished files of one folder that wait to be announced: new ones in order, those that came while we watch apart from
 * the backlog, and those whose turn has come again.
 *
 * <p>A file that is taken out before its turn stays in its queue, marked, and is passed over: looking for it would take
 * time, and a tree of files 40 bytes for each.
 */
final class ReadyFiles {

    /** Marked files that may lie in the queues whatever their length. */
    private static final int LEFT_MIN = 64;

    private final PriorityQueue<TrackedFile> live = new PriorityQueue<>(TrackedFile.ORDER);
    private final PriorityQueue<TrackedFile> backlog = new PriorityQueue<>(TrackedFile.ORDER);
    private final Deque<TrackedFile> again = new ArrayDeque<>();
    private long waitingSince;
    private int left;

    void add(TrackedFile file, long now) {
        boolean isFirst = lowest() == null;
        file.stage = TrackedFile.Stage.READY;
        if (file.hasArrival()) {
            again.add(file);
            return;
        }
        if (isFirst) {
            waitingSince = now;
        }
        file.due = now;
        if (file.isQueued) {
            left--;
        } else {
            file.isQueued = true;
            queueOf(file).add(file);
        }
    }

    /** Takes a file out, if it is in. */
    void remove(TrackedFile file) {
        if (file.stage != TrackedFile.Stage.READY) {
            return;
        }
        if (file.hasArrival()) {
            again.remove(file);
        } else if (queueOf(file).peek() == file) {
            queueOf(file).poll();
            file.isQueued = false;
        } else {
            left++;
        }
        file.stage = TrackedFile.Stage.GROWING;
        if (left > LEFT_MIN && left > (live.size() + backlog.size()) / 2) {
            sweep();
        }
    }

    private PriorityQueue<TrackedFile> queueOf(TrackedFile file) {
        return file.isBacklog ? backlog : live;
    }

    private static boolean isWaiting(TrackedFile file) {
        return file.stage == TrackedFile.Stage.READY && !file.hasArrival();
    }

    private void sweep() {
        live.removeIf(this::isLeft);
        backlog.removeIf(this::isLeft);
        left = 0;
    }

    private boolean isLeft(TrackedFile file) {
        file.isQueued = isWaiting(file);
        return !file.isQueued;
    }

    /** Runs something that changes what the order rests on. */
    void reorder(Runnable change) {
        sweep();
        List<TrackedFile> waiting = new ArrayList<>(live);
        waiting.addAll(backlog);
        live.clear();
        backlog.clear();
        change.run();
        waiting.forEach(file -> queueOf(file).add(file));
    }

    /** The next to be announced once more. */
    @Nullable TrackedFile repeated() {
        return again.peek();
    }

    /** The lowest that was never announced and came while we watched. */
    @Nullable TrackedFile lowestLive() {
        return head(live);
    }

    /** The lowest that was never announced and had been there before we watched. */
    @Nullable TrackedFile lowestOfBacklog() {
        return head(backlog);
    }

    /** The lowest of all that were never announced. */
    @Nullable TrackedFile lowest() {
        TrackedFile young = lowestLive();
        TrackedFile old = lowestOfBacklog();
        if (young == null || old == null) {
            return young == null ? old : young;
        }
        return TrackedFile.ORDER.compare(young, old) < 0 ? young : old;
    }

    private @Nullable TrackedFile head(PriorityQueue<TrackedFile> queue) {
        TrackedFile head = queue.peek();
        while (head != null && !isWaiting(head)) {
            head.isQueued = false;
            left--;
            queue.poll();
            head = queue.peek();
        }
        return head;
    }

    /** Since when something new has been waiting, by the monotonic clock; meaningless while nothing is. */
    long waitingSince() {
        return waitingSince;
    }
}
