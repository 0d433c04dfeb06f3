package tams.ingest.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of each kind with every field set, as they look for a real chunk. */
final class EventSamples {

    private static final UUID NAMESPACE = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final ChunkFile FILE = new ChunkFile("camera-1/bbb_video_004.ts", 3_399_228, "5e".repeat(32));
    private static final UUID ARRIVAL = Ids.arrival("camera-1", FILE);
    private static final UUID FLOW = Ids.flow(NAMESPACE, "camera-1", "multi");
    private static final UUID CLIP = Ids.edit("source", "Goal");
    private static final TimeRange RANGE = TimeRange.parse("[18:18000000_24:24000000)");

    private static final Measurement.Stream VIDEO = new Measurement.Stream(
            256,
            1,
            Measurement.Kind.VIDEO,
            "h264",
            100,
            31,
            1920,
            1080,
            Rational.parse("30000/1001"),
            null,
            null,
            180,
            0,
            3L,
            1_807_626L,
            2_345_163L,
            Rational.of(3003),
            1_807_626L,
            2_348_166L,
            "progressive",
            null,
            List.of());
    private static final Measurement.Stream AUDIO = new Measurement.Stream(
            257,
            1,
            Measurement.Kind.AUDIO,
            "aac",
            null,
            null,
            null,
            null,
            null,
            48_000,
            2,
            282,
            0,
            null,
            1_805_820L,
            2_345_340L,
            Rational.of(1920),
            1_805_820L,
            2_347_260L,
            null,
            null,
            List.of(new Measurement.Part(282, null, 2_345_340L, 1_805_820L, 2_347_260L)));
    private static final Feed FEED = new Feed(
            "camera-1",
            "camera-1",
            "(?<stream>.+)_(?<seq>\\d+)\\.ts",
            Feed.Complete.RENAME,
            false,
            Duration.ofDays(3),
            Duration.ofDays(30),
            1,
            Feed.EssenceChoice.MUXED,
            Feed.Timeline.DEFAULT,
            Feed.After.ARCHIVE,
            new Feed.FlowSettings(
                    FLOW,
                    Ids.source(NAMESPACE, "camera-1", "multi"),
                    "Camera 1",
                    "Main stage",
                    Map.of("genre", "live")));
    private static final FeedSettings SETTINGS = new FeedSettings(NAMESPACE, 7, FEED);

    private static final SegmentPlanned PLAN = new SegmentPlanned(
            "camera-1",
            ARRIVAL,
            FILE,
            FLOW,
            Ids.job(FLOW, FILE, Timestamp.parse("18:18000000")),
            List.of(new SegmentPlanned.Segment(
                    RANGE,
                    Timestamp.parse("-2:66733333"),
                    TimeRange.parse("[20:84733333_26:90733333)"),
                    Timestamp.parse("0:33366667"),
                    3)),
            List.of(
                    new SegmentPlanned.Flow(FLOW, Ids.source(NAMESPACE, "camera-1", "multi"), "multi", null),
                    new SegmentPlanned.Flow(
                            Ids.flow(NAMESPACE, "camera-1", "video"),
                            Ids.source(NAMESPACE, "camera-1", "video"),
                            "video",
                            VIDEO)),
            NAMESPACE,
            SETTINGS,
            AT);

    private EventSamples() {}

    static List<Event> all() {
        return List.of(
                new FeedDefined("camera-1", 7, FEED, AT),
                new FeedPaused("camera-1", AT),
                new ChunkArrived(
                        "camera-1",
                        ARRIVAL,
                        FILE,
                        4L,
                        AT,
                        AT,
                        new Measurement(
                                188,
                                18_081,
                                List.of(new Measurement.Program(1, 4096, 256)),
                                List.of(VIDEO, AUDIO),
                                List.of("PID 256: 1 continuity error")),
                        null,
                        new Evidence(AT, AT.plusMillis(7), true, List.of(1, -2, 3, 4, 5, 6, 7, 8)),
                        SETTINGS,
                        true),
                PLAN,
                EndAsked.about(PLAN),
                new ChunkRefused(
                        "camera-1",
                        ARRIVAL,
                        FILE,
                        ChunkRefused.Verdict.CONFLICT,
                        "OVERLAP",
                        "[18:18000000_24:24000000) is taken by another chunk",
                        NAMESPACE,
                        RANGE,
                        Feed.After.KEEP,
                        AT),
                new Outcome(
                        "camera-1",
                        ARRIVAL,
                        FILE,
                        Outcome.State.REGISTERED,
                        "NONE",
                        "nothing is wrong",
                        FLOW,
                        Ids.object(ARRIVAL, 0),
                        List.of(RANGE),
                        1,
                        NAMESPACE,
                        Feed.After.ARCHIVE,
                        AT,
                        AT.plusMillis(41),
                        2,
                        Map.of("upload", 200)),
                new GapEvent.GapDetected("camera-1", FLOW, TimeRange.parse("[6:6000000_18:18000000)"), "MISSING", AT),
                new GapEvent.GapFilled(
                        "camera-1",
                        FLOW,
                        TimeRange.parse("[6:6000000_18:18000000)"),
                        ARRIVAL,
                        List.of(TimeRange.parse("[12:12000000_18:18000000)")),
                        AT),
                new GapEvent.OverlapDetected("camera-1", FLOW, RANGE, ARRIVAL, NAMESPACE, AT),
                new GapEvent.DiscontinuityDetected("camera-1", FLOW, TimeRange.parse("[24:24000000]"), "PTS_BACK", AT),
                new GapEvent.EpochAnchored("camera-1", FLOW, TimeRange.parse("[24:24000000]"), "NAME", AT),
                new GapEvent.DriftDetected(
                        "camera-1", FLOW, TimeRange.parse("[24:24000000]"), "PDT", Timestamp.parse("-0:61000000"), AT),
                new GapEvent.FormatChanged(
                        "camera-1",
                        Ids.form(FLOW, "video transport stream h264 640x360 ? ?"),
                        TimeRange.parse("[24:24000000]"),
                        NAMESPACE,
                        "video: picture 1280x720 became 640x360",
                        AT),
                new FeedStatus(
                        "camera-1", new Counts(9, 1, 2, 3, 4, 5, 6), 4, RANGE, AT, AT, FLOW, List.of(41, 38), AT),
                new FeedEnd(
                        "camera-1",
                        ARRIVAL,
                        false,
                        RANGE,
                        List.of(FLOW),
                        List.of(Ids.flow(NAMESPACE, "camera-1", "video")),
                        AT),
                new OperatorActed(
                        "camera-1",
                        OperatorActed.Action.REDRIVE,
                        "operator@encoder-1",
                        new OperatorActed.Letter(7, 42, AT, ARRIVAL, 1),
                        "the store was mended",
                        AT),
                new ClipDefined(
                        CLIP,
                        "Goal",
                        TimeRange.parse("[18:0_"),
                        Timestamp.parse("-18:0"),
                        true,
                        Duration.ofSeconds(10),
                        List.of(new ClipDefined.Track(Ids.edit("flow/0", "Goal"), FLOW)),
                        AT),
                new ReferencePlanned(
                        CLIP,
                        Ids.edit("flow/0", "Goal"),
                        FLOW,
                        ReferencePlanned.Action.FILL,
                        RANGE,
                        Timestamp.parse("-18:0"),
                        true,
                        Ids.object(ARRIVAL, 0),
                        AT));
    }
}
