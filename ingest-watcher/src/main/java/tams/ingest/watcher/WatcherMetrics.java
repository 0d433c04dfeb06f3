package tams.ingest.watcher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts what the watcher does. Names are those of {@link Meter}, with dots; Prometheus shows underscores and a unit. */
final class WatcherMetrics {

    /** Every metric of the watcher. */
    enum Meter {
        DETECTED("tams.ingest.chunks.detected", "finished chunks that were announced for the first time"),
        SIZE("tams.ingest.chunk.size", "length of announced chunks"),
        ANNOUNCE("tams.ingest.announce", "from the read of a finished chunk to Kafka's acknowledgement"),
        REPEATED("tams.ingest.announcements.repeated", "announcements of chunks that had no terminal line yet"),
        FAILED("tams.ingest.announcements.failed", "announcements that Kafka did not acknowledge"),
        UNREADABLE("tams.ingest.reads.failed", "finished chunks that could not be read, once per attempt"),
        SCAN("tams.ingest.scan", "time that one look at the whole drop folder takes"),
        SCANNED_AT(
                "tams.ingest.last.scan.timestamp.seconds", "when the whole drop folder was last looked at, since 1970"),
        ROOT_PRESENT("tams.ingest.drop.root.present", "1 while the drop folder is there, 0 while it is missing"),
        WAITING("tams.ingest.drop.files", "files in the drop folder by how far they have come"),
        IGNORED("tams.ingest.drop.files.ignored", "entries of the drop folder that are no chunks"),
        STAGED("tams.ingest.chunks.staged", "chunks that were put where other hosts can read them"),
        UNSTAGED("tams.ingest.staged.removed", "staged copies that were removed because they had served"),
        BACKFILL(
                "tams.ingest.backfill.files",
                "files that were there before we watched, by whether they are done; while some are left"),
        BACKFILL_TIME(
                "tams.ingest.backfill.seconds.to.go",
                "time until the last of them is done, at the rate of the last minute; while that is known"),
        MOVED("tams.ingest.files.moved", "files that left the drop folder, by where to"),
        MOVE_FAILED("tams.ingest.moves.failed", "files that could not leave the drop folder, once per attempt"),
        ARCHIVE_REMOVED("tams.ingest.archive.files.removed", "archived files removed by archive_keep"),
        ARCHIVE_REMOVAL_FAILED(
                "tams.ingest.archive.removals.failed",
                "archived files that could not be removed by archive_keep, once per attempt");

        private final String key;
        private final String help;

        Meter(String key, String help) {
            this.key = key;
            this.help = help;
        }
    }

    private final MeterRegistry registry;
    private final Timer scan;
    private final Timer announce;
    private final MultiGauge backfill;
    private final MultiGauge backfillTime;

    WatcherMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.scan = Timer.builder(Meter.SCAN.key).description(Meter.SCAN.help).register(registry);
        this.announce = Timer.builder(Meter.ANNOUNCE.key)
                .description(Meter.ANNOUNCE.help)
                .register(registry);
        this.backfill = MultiGauge.builder(Meter.BACKFILL.key)
                .description(Meter.BACKFILL.help)
                .register(registry);
        this.backfillTime = MultiGauge.builder(Meter.BACKFILL_TIME.key)
                .description(Meter.BACKFILL_TIME.help)
                .register(registry);
    }

    /** Shows how far each feed's backlog has come; a feed that is not named has none any more. */
    void backfills(Map<String, Backfill.Progress> byFeed) {
        List<MultiGauge.Row<?>> files = new ArrayList<>();
        List<MultiGauge.Row<?>> times = new ArrayList<>();
        byFeed.forEach((feed, progress) -> {
            files.add(MultiGauge.Row.of(Tags.of("feed", feed, "state", "done"), progress.done()));
            files.add(MultiGauge.Row.of(Tags.of("feed", feed, "state", "left"), progress.total() - progress.done()));
            Duration toGo = progress.toGo();
            if (toGo != null) {
                times.add(MultiGauge.Row.of(Tags.of("feed", feed), toGo.toSeconds()));
            }
        });
        backfill.register(files, true);
        backfillTime.register(times, true);
    }

    void announced(String feed, long bytes, Duration took) {
        Counter.builder(Meter.DETECTED.key)
                .description(Meter.DETECTED.help)
                .tag("feed", feed)
                .register(registry)
                .increment();
        DistributionSummary.builder(Meter.SIZE.key)
                .description(Meter.SIZE.help)
                .baseUnit("bytes")
                .tag("feed", feed)
                .register(registry)
                .record((double) bytes);
        announce.record(took);
    }

    void repeated() {
        count(Meter.REPEATED);
    }

    void failed() {
        count(Meter.FAILED);
    }

    void unreadable() {
        count(Meter.UNREADABLE);
    }

    void archiveRemoved() {
        count(Meter.ARCHIVE_REMOVED);
    }

    void archiveRemovalFailed() {
        count(Meter.ARCHIVE_REMOVAL_FAILED);
    }

    void staged() {
        count(Meter.STAGED);
    }

    void unstaged() {
        count(Meter.UNSTAGED);
    }

    void moveFailed() {
        count(Meter.MOVE_FAILED);
    }

    /**
     * Counts a file that has left the drop folder.
     *
     * @param to archive, quarantine or deleted
     */
    void moved(String to) {
        Counter.builder(Meter.MOVED.key)
                .description(Meter.MOVED.help)
                .tag("to", to)
                .register(registry)
                .increment();
    }

    void scanned(Duration took) {
        scan.record(took);
    }

    /** Follows a value that the scanner publishes. */
    void follow(Meter meter, String tag, String value, Supplier<Number> source) {
        Gauge.builder(meter.key, source).description(meter.help).tag(tag, value).register(registry);
    }

    void follow(Meter meter, Supplier<Number> source) {
        Gauge.builder(meter.key, source).description(meter.help).register(registry);
    }

    private void count(Meter meter) {
        Counter.builder(meter.key).description(meter.help).register(registry).increment();
    }
}
