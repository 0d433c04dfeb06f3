package tams.ingest.watcher;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/** Looks and announces in turns, one file at a time and one feed after the other. On the scanner's thread only. */
final class ScanLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ScanLoop.class);

    /** How long announcing may go on before the folders are looked at again. */
    static final Duration ANNOUNCE_SLICE = Duration.ofMillis(250);

    /** The same while there is only backlog: what comes live meanwhile is found that much later. */
    static final Duration BACKLOG_SLICE = Duration.ofMillis(50);

    /** Every how many attempts a file is warned about that cannot be announced. */
    private static final int WARN_EVERY = 10;

    private static final Duration FILE_RETRY_FIRST = Duration.ofSeconds(2);
    private static final Duration FILE_RETRY_MOST = Duration.ofMinutes(5);
    private static final Duration KAFKA_RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration KAFKA_RETRY_MOST = Duration.ofSeconds(10);

    private final DropScanner scanner;
    private final WatcherState state;
    private final WatcherMetrics metrics;
    private final LongSupplier nanos;
    private int nextFolder;
    private int nextBacklog;
    private int refusals;
    private long resumeAt;

    ScanLoop(DropScanner scanner, WatcherState state, WatcherMetrics metrics, LongSupplier nanos) {
        this.scanner = scanner;
        this.state = state;
        this.metrics = metrics;
        this.nanos = nanos;
        this.resumeAt = nanos.getAsLong();
    }

    /**
     * Looks, then announces for a while.
     *
     * @return how long nothing needs to be done, unless a hint comes
     */
    Duration turn(Announcer announcer) {
        state.beat(nanos.getAsLong());
        scanner.look();
        if (!state.hasTables() || state.isRootMissing()) {
            return scanner.untilLook();
        }
        long start = nanos.getAsLong();
        long end = start + ANNOUNCE_SLICE.toNanos();
        List<FeedFolder> round = List.copyOf(scanner.folders());
        boolean served = true;
        while (served
                && !isPaused()
                && nanos.getAsLong() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            boolean live = serveEach(announcer, round, end);
            served = (!isPaused() && serveBacklog(announcer, round)) || live;
            end = live ? end : start + BACKLOG_SLICE.toNanos();
        }
        return served && !isPaused() ? Duration.ZERO : scanner.untilLook();
    }

    /**
     * Serves one file of the backlog, of one folder after the other; false when there was none. One for every round of live
     * files: so they are held up by half of the time at most, and the backlog never stands still.
     */
    private boolean serveBacklog(Announcer announcer, List<FeedFolder> round) {
        for (int i = 0; i < round.size(); i++) {
            int index = Math.floorMod(nextBacklog + i, round.size());
            FeedFolder folder = round.get(index);
            TrackedFile file = folder.next(FolderTurns.Turn.BACKLOG, nanos.getAsLong());
            if (file != null) {
                nextBacklog = index + 1;
                serve(announcer, folder, file);
                return true;
            }
        }
        return false;
    }

    /** Serves one live file of each folder, going on where the last round ended; false when there was nothing to do. */
    private boolean serveEach(Announcer announcer, List<FeedFolder> round, long end) {
        boolean served = false;
        for (int i = 0; i < round.size(); i++) {
            int index = Math.floorMod(nextFolder + i, round.size());
            FeedFolder folder = round.get(index);
            TrackedFile file = folder.next(FolderTurns.Turn.LIVE, nanos.getAsLong());
            if (file == null) {
                continue;
            }
            serve(announcer, folder, file);
            served = true;
            if (isPaused() || nanos.getAsLong() - end >= 0) {
                nextFolder = index + 1;
                return true;
            }
        }
        return served;
    }

    private void serve(Announcer announcer, FeedFolder folder, TrackedFile file) {
        long start = nanos.getAsLong();
        state.beat(start);
        FoundFile found = folder.found(file);
        Verdict verdict = announcer.announce(found);
        long now = nanos.getAsLong();
        Duration retry = Backoff.delay(FILE_RETRY_FIRST, FILE_RETRY_MOST, file.tries + 1);
        switch (verdict.kind()) {
            case ANNOUNCED -> announced(found, Duration.ofNanos(now - start));
            case KNOWN -> LOG.debug("in the ledger already: {}", shown(found));
            case EARLY -> LOG.debug("waits for what was there before it: {}", shown(found), verdict.cause());
            case CHANGED -> LOG.debug("not finished after all: {}", shown(found), verdict.cause());
            case UNREADABLE, UNSENDABLE -> blocked(found, verdict, file.tries, retry);
            case NOT_TAKEN -> notTaken(verdict, now);
        }
        folder.settle(file, verdict, now, retry);
    }

    private void announced(FoundFile found, Duration took) {
        refusals = 0;
        state.taken();
        String feed = FileNames.shown(found.claim().feed());
        if (found.again()) {
            metrics.repeated();
            LOG.debug("announced again, since it has no terminal line yet: {} of feed {}", shown(found), feed);
        } else {
            metrics.announced(found.claim().feed(), found.stamp().bytes(), took);
            LOG.debug("announced {} of feed {}", shown(found), feed);
        }
    }

    private void blocked(FoundFile found, Verdict verdict, int tries, Duration retry) {
        metrics.unreadable();
        state.unreadable(shown(found));
        if (tries % WARN_EVERY == 0) {
            LOG.warn(
                    EventCode.FILE_UNREADABLE.marker(),
                    "cannot announce {} ({}): check its permissions and its disk; tried again in {} s, others go on",
                    shown(found),
                    FileNames.shown(String.valueOf(verdict.cause())),
                    retry.toSeconds());
        }
    }

    private void notTaken(Verdict verdict, long now) {
        if (verdict.cause() instanceof InterruptedException) {
            LOG.debug("interrupted: what was under way is announced after the next start", verdict.cause());
            resumeAt = now + KAFKA_RETRY_MOST.toNanos();
            return;
        }
        refusals++;
        metrics.failed();
        state.notTaken(String.valueOf(verdict.cause()));
        resumeAt = now
                + Backoff.delay(KAFKA_RETRY_FIRST, KAFKA_RETRY_MOST, refusals).toNanos();
    }

    private static String shown(FoundFile found) {
        return FileNames.shown(found.folder() + "/" + found.name());
    }

    /** Takes a turn's failure by a defect of ours. */
    void failed(RuntimeException defect) {
        metrics.failed();
        LOG.error(EventCode.WATCHER_DEFECT.marker(), "a turn of the scanner failed; it goes on", defect);
    }

    private boolean isPaused() {
        return nanos.getAsLong() - resumeAt < 0;
    }
}
