package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.PAL;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.pal;
import static tams.ingest.router.Chunks.settings;
import static tams.ingest.router.Chunks.video;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Where on the timeline a chunk comes to lie, whatever came before it. */
class ChunkPlacementTest {

    private static final List<String> BBB_RANGES = List.of(
            "[0:0_6:6000000)",
            "[18:18000000_24:24000000)",
            "[24:24000000_30:30000000)",
            "[42:42000000_48:48000000)",
            "[48:48000000_54:54000000)",
            "[60:60000000_66:66000000)",
            "[66:66000000_72:72000000)",
            "[72:72000000_78:78000000)",
            "[84:84000000_90:90000000)");

    private static final List<String> BBB_GAPS = List.of(
            "[6:6000000_18:18000000)",
            "[30:30000000_42:42000000)",
            "[54:54000000_60:60000000)",
            "[78:78000000_84:84000000)");

    private final TimelineRun run = new TimelineRun();

    @Test
    void placesTheSampleChunksExactly() {
        assertThat(Chunks.bbb().stream().map(run::range)).isEqualTo(BBB_RANGES);
        assertThat(run.openGaps()).isEqualTo(BBB_GAPS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void placesTheSampleChunksAlikeInAnyOrder(long seed) {
        List<ChunkArrived> chunks = new ArrayList<>(Chunks.bbb());
        Collections.shuffle(chunks, new Random(seed));
        long first = requireNonNull(chunks.get(0).sequence());
        Timestamp shift = Timestamp.ofTicks((first - 1) * 540_540);

        chunks.forEach(run::plan);

        assertThat(run.ranges().stream().map(range -> range.shifted(shift).toString()))
                .isEqualTo(BBB_RANGES);
        assertThat(run.openGaps().stream()
                        .map(gap -> TimeRange.parse(gap).shifted(shift).toString()))
                .isEqualTo(BBB_GAPS);
    }

    @Test
    void tellsHowTheObjectMapsOntoTheTimeline() {
        run.plan(Chunks.bbb(1));

        SegmentPlanned plan = run.plan(Chunks.bbb(4));

        SegmentPlanned.Segment segment = plan.segments().get(0);
        assertThat(segment.tsOffset())
                .isEqualTo(Timestamp.parse("18:18000000").minus(Timestamp.ofTicks(186_006 + 3 * 540_540)));
        assertThat(segment.objectTimerange()).isNull();
        assertThat(segment.lastDuration()).isEqualTo(Timestamp.ofNanos(33_366_667));
        assertThat(segment.keyFrameCount()).isEqualTo(3);
        assertThat(plan.job()).isEqualTo(Ids.job(plan.flowId(), plan.file(), Timestamp.parse("18:18000000")));
    }

    @Test
    void givesAChunkFromBeforeTheFirstNegativeTime() {
        run.plan(pal(5));

        assertThat(run.range(pal(3))).isEqualTo("[-4:0_-2:0)");
    }

    @Test
    void keepsMediaTimeAsItIsWhereTheOriginIsMedia() {
        Feed feed = Chunks.feed(Feed.Timeline.Origin.MEDIA, Feed.EssenceChoice.AUTO, false);
        ChunkArrived first = pal(0);

        String range = run.range(chunk(first.file(), 0L, requireNonNull(first.measurement()), settings(feed)));

        assertThat(range).isEqualTo("[1:400000000_3:400000000)");
        assertThat(TimelineRun.rangeOf(
                        run.plan(chunk(pal(1).file(), 1L, requireNonNull(pal(1).measurement()), settings(feed)))))
                .hasToString("[3:400000000_5:400000000)");
    }

    @Test
    void meetsTheNeighbourWhereAnEncoderWritesMilliseconds() {
        // 25 fps, PTS rounded to milliseconds by a relay that drifts by up to 45 ticks.
        long[] jitter = {0, 40, -45, 30, -20};
        for (int i = 0; i < jitter.length; i++) {
            long start = 126_000 + i * 180_000L + jitter[i];
            run.plan(chunk(file(i + ".ts", "rtmp " + i), (long) i, measurement(video(256, start, 50, PAL))));
        }

        assertThat(run.ranges())
                .extracting(TimeRange::toString)
                .containsExactly("[0:0_2:0)", "[2:0_4:0)", "[4:0_6:0)", "[6:0_8:0)", "[8:0_10:0)");
    }

    @Test
    void meetsTheNeighbourWhereTheFrameIsNoStandardOne() {
        Rational mean = new Rational(540_300, 179);
        run.plan(chunk(file("1.ts", "a"), 1L, measurement(video(256, 90_000, 180, mean))));
        run.plan(chunk(file("2.ts", "b"), 2L, measurement(video(256, 633_330, 180, mean))));
        run.plan(chunk(file("3.ts", "c"), 3L, measurement(video(256, 1_176_600, 180, mean))));

        List<TimeRange> ranges = run.ranges();

        assertThat(ranges.get(0).end()).isEqualTo(ranges.get(1).start());
        assertThat(ranges.get(1).end()).isEqualTo(ranges.get(2).start());
        assertThat(run.gaps).isEmpty();
    }

    @Test
    void takesTimeOnInAnotherFlowWhereTheFeedTableNamesOne() {
        run.plan(pal(1));
        UUID flow = UUID.fromString("99999999-2222-4333-8444-555555555555");
        Feed plain = Feed.named(Chunks.FEED);
        Feed moved = new Feed(
                plain.id(),
                plain.folder(),
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                new Feed.FlowSettings(flow, null, null, null, Map.of()));

        SegmentPlanned plan = run.plan(chunk(pal(2).file(), 2L, requireNonNull(pal(2).measurement()), settings(moved)));

        assertThat(plan.flowId()).isEqualTo(flow);
        assertThat(TimelineRun.rangeOf(plan)).hasToString("[2:0_4:0)");
        assertThat(run.gaps).isEmpty();
    }
}
