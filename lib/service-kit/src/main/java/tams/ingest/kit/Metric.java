package tams.ingest.kit;

import static tams.ingest.kit.Label.CAUSE;
import static tams.ingest.kit.Label.ERROR_CLASS;
import static tams.ingest.kit.Label.FEED;
import static tams.ingest.kit.Label.HOOK;
import static tams.ingest.kit.Label.OPERATION;
import static tams.ingest.kit.Label.OUTCOME;
import static tams.ingest.kit.Label.SERVICE;
import static tams.ingest.kit.Label.STAGE;
import static tams.ingest.kit.Label.STATE;
import static tams.ingest.kit.Label.TO;
import static tams.ingest.kit.Label.TOPIC;
import static tams.ingest.kit.Label.VERDICT;
import static tams.ingest.kit.Label.VERSION;
import static tams.ingest.kit.Metric.Type.COUNTER;
import static tams.ingest.kit.Metric.Type.GAUGE;
import static tams.ingest.kit.Metric.Type.HISTOGRAM;
import static tams.ingest.kit.Metric.Type.SUMMARY;
import static tams.ingest.kit.Metric.Type.TIMER;

import java.util.List;

/**
 * Every metric of the pipeline, in the order of docs/metrics.md, which is made from it. {@link Instruments} registers
 * nothing else.
 */
public enum Metric {
    CHUNKS_DETECTED(COUNTER, "chunks.detected", "finished chunks that were announced for the first time", FEED),
    CHUNK_SIZE(SUMMARY, "chunk.size.bytes", "length of announced chunks", FEED),
    ANNOUNCE(TIMER, "announce.seconds", "from the read of a finished chunk to Kafka's acknowledgement"),
    ANNOUNCEMENTS_REPEATED(COUNTER, "announcements.repeated", "announcements of chunks that had no terminal line yet"),
    ANNOUNCEMENTS_FAILED(COUNTER, "announcements.failed", "announcements that Kafka did not acknowledge"),
    READS_FAILED(COUNTER, "reads.failed", "finished chunks that could not be read, once per attempt"),
    SCAN(TIMER, "scan.seconds", "time that one look at the whole drop folder takes"),
    SCANNED_AT(GAUGE, "last.scan.timestamp.seconds", "when the whole drop folder was last looked at, since 1970"),
    DROP_ROOT_PRESENT(GAUGE, "drop.root.present", "1 while the drop folder is there, 0 while it is missing"),
    DROP_FILES(GAUGE, "drop.files", "files in the drop folder by how far they have come", STAGE),
    DROP_FILES_IGNORED(GAUGE, "drop.files.ignored", "entries of the drop folder that are no chunks"),
    DISK_FREE(GAUGE, "disk.free.bytes", "space left where the drop folder lies; absent where it is a bucket"),
    CHUNKS_STAGED(COUNTER, "chunks.staged", "chunks that were put where other hosts can read them"),
    STAGED_REMOVED(COUNTER, "staged.removed", "staged copies that were removed because they had served"),
    BACKFILL_FILES(
            GAUGE,
            "backfill.files",
            "files that were there before we watched, by whether they are done; while some are left",
            FEED,
            STATE),
    BACKFILL_TO_GO(
            GAUGE,
            "backfill.seconds.to.go",
            "time until the last of them is done, at the rate of the last minute; while that is known",
            FEED),
    FILES_MOVED(COUNTER, "files.moved", "files that left the drop folder, by where to", TO),
    MOVES_FAILED(COUNTER, "moves.failed", "files that could not leave the drop folder, once per attempt"),
    ARCHIVE_REMOVED(COUNTER, "archive.files.removed", "archived files removed by archive_keep"),
    ARCHIVE_REMOVALS_FAILED(
            COUNTER,
            "archive.removals.failed",
            "archived files that could not be removed by archive_keep, once per attempt"),

    CHUNKS_PLANNED(COUNTER, "chunks.planned", "chunks that got their place in time"),
    CHUNKS_REFUSED(COUNTER, "chunks.refused", "chunks that got none, by verdict", VERDICT),
    CHUNKS_LET_GO(COUNTER, "chunks.let.go", "chunks of feeds of which nothing is known for which there was no room"),
    GAPS(COUNTER, "gaps", "holes found in a feed's timeline", FEED),
    GAP_SECONDS(COUNTER, "gap.seconds", "length of these holes", FEED),
    DISCONTINUITIES(COUNTER, "discontinuities", "breaks after which PTS starts anew", FEED),
    OVERLAPS(COUNTER, "overlaps", "chunks that want time which another has", FEED),
    FORMAT_CHANGES(COUNTER, "format.changes", "changes of form that made another Flow go on", FEED),

    SEGMENTS_REGISTERED(COUNTER, "segments.registered", "segments registered and read back", FEED),
    LAST_REGISTERED(
            GAUGE,
            "feed.last.registered.timestamp.seconds",
            "when the feed's last segment was registered, in seconds since 1970",
            FEED),
    END_TO_END(HISTOGRAM, "end.to.end.delay.seconds", "from a chunk's file being complete to its registration", FEED),
    OUTCOMES(COUNTER, "outcomes", "ledger lines written, by state", STATE),
    REQUEST(HISTOGRAM, "request.seconds", "calls to the store for one chunk or one batch", OPERATION, OUTCOME),
    RETRIES(COUNTER, "retries", "calls to the store that failed and are repeated", ERROR_CLASS),
    UPLOAD(HISTOGRAM, "upload.seconds", "time to upload one object"),
    UPLOAD_BYTES(COUNTER, "upload.bytes", "bytes uploaded"),
    PENDING(GAUGE, "pending", "plans read from Kafka and not done with"),
    PENDING_BYTES(GAUGE, "pending.bytes", "bytes of the chunks of these plans"),
    UNREAD_RECORDS(
            GAUGE,
            "unread.records",
            "records that a service has not fetched yet, as of its last look; absent before it has looked",
            TOPIC),
    HIDDEN_RECORDS(GAUGE, "hidden.records", "plans behind a transaction of router's that has not ended"),
    DEAD_LETTERS(COUNTER, "dead.letters", "records put on the dead letters", CAUSE),
    HANDED_OVER(COUNTER, "handed.over", "plans that were put on a topic on which they wait", TOPIC),
    PARKED_FLOWS(GAUGE, "parked.flows", "Flows whose plans wait on ingest.parked"),
    LANES_LIMIT(GAUGE, "lanes.limit", "lanes that the store's pace allows at once, registrar.lanes_max at most"),
    TOKEN_EXPIRES_AT(
            GAUGE,
            "token.expiry.timestamp.seconds",
            "when the token for the store expires, since 1970; it is renewed before that when calls are made; with oauth2 alone"),
    STORE_HELD(GAUGE, "store.held", "1 while feeds are kept from a store that fails all of them"),
    FLOWS_NOT_UPDATED(COUNTER, "flows.not.updated", "Flows whose bit rates or status could not be kept current"),
    RETENTION_DELETIONS(
            COUNTER,
            "retention.deletions",
            "deletions of what a feed keeps no longer that the store has carried out",
            FEED),
    REFERENCES_REGISTERED(COUNTER, "references.registered", "segments of clips that were registered"),
    RETENTION_FAILURES(
            COUNTER,
            "retention.failures",
            "deletions of what a feed keeps no longer that did not succeed, once per attempt",
            FEED,
            CAUSE),
    RETENTION_OPEN(GAUGE, "retention.open", "deletions that the store goes on with after its answer"),
    MISTAKES(COUNTER, "mistakes", "unexpected errors inside registrar"),

    HOOKS(COUNTER, "hooks", "calls of hooks, by how they ended", HOOK, OUTCOME),
    BUILD_INFO(GAUGE, "build.info", "1, with what runs in the process", SERVICE, VERSION);

    /** What is measured how. */
    public enum Type {
        COUNTER,
        GAUGE,
        /** How often, and how long in all. */
        TIMER,
        /** A timer with buckets. */
        HISTOGRAM,
        /** How often, and how much in all. */
        SUMMARY
    }

    private static final String PREFIX = "tams.ingest.";

    private final Type type;
    private final String key;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<Label> labels;

    Metric(Type type, String key, String help, Label... labels) {
        this.type = type;
        this.key = key;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /** The name that code knows it by: without the unit that Micrometer adds itself. */
    public String id() {
        boolean added = type == Type.TIMER || type == Type.HISTOGRAM || type == Type.SUMMARY;
        return PREFIX + (added ? key.substring(0, key.lastIndexOf('.')) : key);
    }

    /** {@code seconds}, {@code bytes}, or empty for what is counted. */
    public String unit() {
        return key.contains("seconds") ? "seconds" : key.endsWith("bytes") ? "bytes" : "";
    }

    /** The name in Prometheus, without the {@code _bucket}, {@code _count}, {@code _sum} and {@code _max} of some. */
    public String inPrometheus() {
        return (PREFIX + key).replace('.', '_') + (type == Type.COUNTER ? "_total" : "");
    }

    /** Every name under which Prometheus has samples of it. */
    public List<String> samples() {
        String name = inPrometheus();
        return switch (type) {
            case COUNTER, GAUGE -> List.of(name);
            case TIMER, SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
            case HISTOGRAM -> List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
        };
    }

    public String help() {
        return help;
    }

    public List<Label> labels() {
        return labels;
    }
}
