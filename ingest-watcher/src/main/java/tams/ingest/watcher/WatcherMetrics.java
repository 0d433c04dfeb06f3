package tams.ingest.watcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Metric;

/** Counts what the watcher does. */
final class WatcherMetrics {

    private static final long UNKNOWN = -1;

    private final Instruments instruments;
    private final AtomicLong free = new AtomicLong(UNKNOWN);
    private final MultiGauge backfill;
    private final MultiGauge backfillTime;

    WatcherMetrics(MeterRegistry registry) {
        this.instruments = new Instruments(registry);
        // There from the start: a counter that appears with what it counts hides the rise that an alert looks for.
        instruments.counter(Metric.READS_FAILED);
        instruments.counter(Metric.MOVES_FAILED);
        this.backfill = instruments.rows(Metric.BACKFILL_FILES);
        this.backfillTime = instruments.rows(Metric.BACKFILL_TO_GO);
    }

    /** Shows how far each feed's backlog has come; a feed that is not named has none any more. */
    void backfills(Map<String, Backfill.Progress> byFeed) {
        List<MultiGauge.Row<?>> files = new ArrayList<>();
        List<MultiGauge.Row<?>> times = new ArrayList<>();
        byFeed.forEach((feed, progress) -> {
            files.add(MultiGauge.Row.of(Instruments.tags(Metric.BACKFILL_FILES, feed, "done"), progress.done()));
            files.add(MultiGauge.Row.of(
                    Instruments.tags(Metric.BACKFILL_FILES, feed, "left"), progress.total() - progress.done()));
            Duration toGo = progress.toGo();
            if (toGo != null) {
                times.add(MultiGauge.Row.of(Instruments.tags(Metric.BACKFILL_TO_GO, feed), toGo.toSeconds()));
            }
        });
        backfill.register(files, true);
        backfillTime.register(times, true);
    }

    void announced(String feed, long bytes, Duration took) {
        instruments.count(Metric.CHUNKS_DETECTED, feed);
        instruments.size(Metric.CHUNK_SIZE, bytes, feed);
        instruments.took(Metric.ANNOUNCE, took);
    }

    void repeated() {
        instruments.count(Metric.ANNOUNCEMENTS_REPEATED);
    }

    void failed() {
        instruments.count(Metric.ANNOUNCEMENTS_FAILED);
    }

    void unreadable() {
        instruments.count(Metric.READS_FAILED);
    }

    void archiveRemoved() {
        instruments.count(Metric.ARCHIVE_REMOVED);
    }

    void archiveRemovalFailed() {
        instruments.count(Metric.ARCHIVE_REMOVALS_FAILED);
    }

    void staged() {
        instruments.count(Metric.CHUNKS_STAGED);
    }

    void unstaged() {
        instruments.count(Metric.STAGED_REMOVED);
    }

    void moveFailed() {
        instruments.count(Metric.MOVES_FAILED);
    }

    /**
     * Counts a file that has left the drop folder.
     *
     * @param to archive, quarantine or deleted
     */
    void moved(String to) {
        instruments.count(Metric.FILES_MOVED, to);
    }

    void scanned(Duration took) {
        instruments.took(Metric.SCAN, took);
    }

    /** Notes how much space is left where the drop folder lies; nothing where that is a bucket. */
    void room(Path root) {
        if (root.getFileSystem() != FileSystems.getDefault()) {
            return;
        }
        // Asked here and not at a scrape: a mount that hangs must not hold up health.
        if (free.getAndSet(root.toFile().getUsableSpace()) == UNKNOWN) {
            instruments.follow(Metric.DISK_FREE, free::get);
        }
    }

    /** Follows a value that the scanner publishes. */
    void follow(Metric metric, Supplier<Number> source, String... values) {
        instruments.follow(metric, source, values);
    }
}
