package tams.ingest.contracts;

import java.time.Duration;
import java.util.List;

/** Every topic of the pipeline: those that a chunk travels in its order, then what people and clips have to do with it. */
public final class Topics {

    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration QUARTER = Duration.ofDays(90);

    /** Partitions of every feed-keyed topic in a cluster. */
    public static final int PARTITIONS_CLUSTER = 48;

    /** Partitions where one process is the whole cluster. */
    public static final int PARTITIONS_LOCAL = 12;

    /** The feed table, keyed by {@link FeedEvent#key()}. Written by the {@code feeds} commands, read by ingest-watcher. */
    public static final Topic<FeedEvent> FEEDS = new Topic<>("ingest.feeds", FeedEvent.class, null);

    /** Keyed by feed. Written by ingest-watcher, read by segmenter-router. */
    public static final Topic<ChunkArrived> CHUNKS = new Topic<>("ingest.chunks", ChunkArrived.class, TWO_WEEKS);

    /** Keyed by feed. Written by segmenter-router, read by registrar. */
    public static final Topic<SegmentEvent> SEGMENTS = new Topic<>("ingest.segments", SegmentEvent.class, TWO_WEEKS);

    /** The ledger, keyed by {@link Outcome#key()}. Written by registrar alone, read by everybody. */
    public static final Topic<Outcome> OUTCOMES = new Topic<>("ingest.outcomes", Outcome.class, null);

    /** Keyed by feed. Written by segmenter-router, read by its status and the command line. */
    public static final Topic<GapEvent> GAPS = new Topic<>("ingest.gaps", GapEvent.class, TWO_WEEKS);

    /**
     * The live lines, keyed by feed, written by segmenter-router and read by the command line; and where feeds end, keyed
     * by {@link FeedEnd#key()}, written by registrar and read by segmenter-router.
     */
    public static final Topic<FeedLine> FEED_STATUS = new Topic<>("ingest.feed-status", FeedLine.class, null);

    /** Plans that the store refused, keyed by feed, to be tried again a minute later. Written and read by registrar. */
    public static final Topic<SegmentEvent> RETRY_1M = new Topic<>("ingest.retry.1m", SegmentEvent.class, TWO_WEEKS);

    /** The same ten minutes later. */
    public static final Topic<SegmentEvent> RETRY_10M = new Topic<>("ingest.retry.10m", SegmentEvent.class, TWO_WEEKS);

    /** The same an hour later. */
    public static final Topic<SegmentEvent> RETRY_1H = new Topic<>("ingest.retry.1h", SegmentEvent.class, TWO_WEEKS);

    /** Plans whose Flow takes nothing for now, keyed by feed, in their order. Written and read by registrar. */
    public static final Topic<SegmentEvent> PARKED = new Topic<>("ingest.parked", SegmentEvent.class, TWO_WEEKS);

    /**
     * What needs a person, keyed as on the topic it came from, with the reason in its headers. Written by registrar
     * and segmenter-router, read by the command line.
     */
    public static final Topic<Event> DEAD_LETTERS = new Topic<>("ingest.dead-letters", Event.class, MONTH);

    /** Who did what, keyed by {@link OperatorActed#key()}. Written and read by the command line. */
    public static final Topic<OperatorActed> AUDIT = new Topic<>("ingest.audit", OperatorActed.class, QUARTER);

    /** Clips, keyed by {@link ClipDefined#key()}. Written and read by the command line, read by segmenter-router. */
    public static final Topic<ClipDefined> CLIPS = new Topic<>("ingest.clips", ClipDefined.class, null);

    /** What clips show, keyed by {@link ReferencePlanned#key()}. Written by segmenter-router, read by registrar. */
    public static final Topic<ReferencePlanned> REFERENCES =
            new Topic<>("ingest.references", ReferencePlanned.class, TWO_WEEKS);

    public static final List<Topic<? extends Event>> ALL = List.of(
            FEEDS,
            CHUNKS,
            SEGMENTS,
            OUTCOMES,
            GAPS,
            FEED_STATUS,
            RETRY_1M,
            RETRY_10M,
            RETRY_1H,
            PARKED,
            DEAD_LETTERS,
            AUDIT,
            CLIPS,
            REFERENCES);

    private Topics() {}
}
