package tams.ingest.watcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Metric;

/** What the scanner's thread lets others see: health and gauges. Trouble is logged when it begins and when it ends. */
final class WatcherState {

    private static final Logger LOG = LoggerFactory.getLogger(WatcherState.class);

    /** Longest time without a sign of life from the scanner; reading the largest chunk from a slow disk takes less. */
    static final Duration SILENCE_MAX = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private volatile long beatAt;
    private volatile @Nullable String rootTrouble;
    private volatile @Nullable String sinkTrouble;
    private volatile @Nullable String tableTrouble = "the feed table and the ledger are being read";
    private volatile @Nullable String unreadable;
    private volatile Instant scannedAt = Instant.EPOCH;
    private volatile Map<TrackedFile.Stage, Integer> byStage = Map.of();
    private volatile long ignored;

    WatcherState(LongSupplier nanos) {
        this.nanos = nanos;
        this.beatAt = nanos.getAsLong();
    }

    /** The scanner lives. */
    void beat(long now) {
        beatAt = now;
    }

    void rootMissing(String why) {
        if (rootTrouble == null) {
            LOG.error(
                    EventCode.DROP_FOLDER_GONE.marker(),
                    "the drop folder is gone; nothing is announced or moved until it is back: {}",
                    why);
        }
        rootTrouble = why;
    }

    void rootPresent() {
        if (rootTrouble != null) {
            LOG.info("the drop folder is back");
        }
        rootTrouble = null;
    }

    boolean isRootMissing() {
        return rootTrouble != null;
    }

    void notTaken(String why) {
        if (sinkTrouble == null) {
            LOG.warn(
                    EventCode.CHUNKS_NOT_TAKEN.marker(),
                    "chunks cannot be announced; files stay where they are until they can: {}",
                    why);
        }
        sinkTrouble = why;
    }

    void taken() {
        if (sinkTrouble != null) {
            LOG.info("chunks are announced again");
        }
        sinkTrouble = null;
    }

    /** Sets why the tables cannot be relied on; null once both have been read. */
    void tables(@Nullable String trouble) {
        tableTrouble = trouble;
    }

    boolean hasTables() {
        return tableTrouble == null;
    }

    void unreadable(String file) {
        unreadable = file;
    }

    void scanned(Instant at, Map<TrackedFile.Stage, Integer> files, long others) {
        scannedAt = at;
        byStage = Map.copyOf(files);
        ignored = others;
        if (!files.containsKey(TrackedFile.Stage.BLOCKED)) {
            unreadable = null;
        }
    }

    void follow(WatcherMetrics metrics) {
        metrics.follow(Metric.DROP_ROOT_PRESENT, () -> rootTrouble == null ? 1 : 0);
        metrics.follow(Metric.SCANNED_AT, () -> scannedAt.getEpochSecond());
        metrics.follow(Metric.DROP_FILES_IGNORED, () -> ignored);
        for (TrackedFile.Stage stage : TrackedFile.Stage.values()) {
            metrics.follow(
                    Metric.DROP_FILES,
                    () -> byStage.getOrDefault(stage, 0),
                    stage.name().toLowerCase(Locale.ROOT));
        }
    }

    List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("watcher-scan", HealthCheck.Kind.LIVE, this::scan),
                new HealthCheck("watcher-drop-root", HealthCheck.Kind.READY, this::root),
                new HealthCheck("watcher-tables", HealthCheck.Kind.READY, () -> state(tableTrouble)),
                new HealthCheck("watcher-kafka", HealthCheck.Kind.READY, () -> state(sinkTrouble)));
    }

    private HealthCheck.State scan() {
        Duration silence = Duration.ofNanos(nanos.getAsLong() - beatAt);
        return new HealthCheck.State(
                silence.compareTo(SILENCE_MAX) < 0, Map.of("seconds_since_sign_of_life", "" + silence.toSeconds()));
    }

    private HealthCheck.State root() {
        Map<String, String> data = new TreeMap<>();
        for (TrackedFile.Stage stage : TrackedFile.Stage.values()) {
            data.put(stage.name().toLowerCase(Locale.ROOT), "" + byStage.getOrDefault(stage, 0));
        }
        put(data, "unreadable", unreadable);
        put(data, "reason", rootTrouble);
        return new HealthCheck.State(rootTrouble == null, data);
    }

    private static void put(Map<String, String> data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    private static HealthCheck.State state(@Nullable String trouble) {
        return trouble == null ? HealthCheck.State.fine() : HealthCheck.State.down(trouble);
    }
}
