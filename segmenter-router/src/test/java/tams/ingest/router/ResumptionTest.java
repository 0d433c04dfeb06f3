package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** A feed of which nothing is known but where it ends goes on there. */
class ResumptionTest {

    private static final UUID VIDEO = Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "video");
    private static final UUID MULTI = Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "multi");

    private static FeedEnd end(ChunkArrived asked, @Nullable TimeRange last, List<UUID> owners, List<UUID> unfit) {
        return new FeedEnd(asked.feed(), asked.arrival(), false, last, owners, unfit, Chunks.AT);
    }

    private static ChunkArrived film(long number) {
        Rational frame = new Rational(15_015, 4);
        long first = 48 * number;
        return Chunks.chunk(
                Chunks.file(number + ".ts", "film " + number),
                number,
                Chunks.measurement(Chunks.video(256, frame.times(first).rounded(), 48, frame)));
    }

    private static TimelineRun resumed(FeedEnd end, ChunkArrived next) {
        TimelineRun run = new TimelineRun();
        run.timeline = Resumption.behind(end, next);
        return run;
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNoGapAndNoOverlapWhereverStateIsLost(long seed) {
        var random = new Random(seed);
        TimelineRun run = new TimelineRun();
        List<TimeRange> ranges = new ArrayList<>();
        int lostAt = 1 + random.nextInt(40);
        for (int number = 0; number < 80; number++) {
            ChunkArrived chunk = film(number);
            if (number == lostAt) {
                run = resumed(end(chunk, ranges.get(number - 1), List.of(VIDEO), List.of()), chunk);
                lostAt += 1 + random.nextInt(20);
            }
            ranges.add(TimelineRun.rangeOf(run.plan(chunk)));
        }

        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start())
                    .as("chunk %d", i)
                    .isEqualTo(ranges.get(i - 1).end());
        }
        assertThat(ranges.get(79).end()).hasToString("160:160000000");
    }

    @ParameterizedTest
    @EnumSource(
            value = Feed.Timeline.Origin.class,
            names = {"ZERO", "MEDIA"})
    void goesOnAtThePreviousEndAndSaysSo(Feed.Timeline.Origin origin) {
        Feed feed = Chunks.feed(origin, Feed.EssenceChoice.AUTO, false);
        ChunkArrived next = Chunks.of(Chunks.pal(7), feed);

        TimelineRun run = resumed(end(next, TimeRange.parse("[100:0_102:5)"), List.of(VIDEO), List.of()), next);

        assertThat(run.range(next)).isEqualTo("[102:5_104:0)");
        assertThat(run.gaps)
                .singleElement()
                .hasToString("DiscontinuityDetected[feed=camera-1, flowId=" + VIDEO
                        + ", timerange=[102:5], cause=STATE_LOST, at=2026-01-01T00:00:07Z]");
        assertThat(run.range(Chunks.of(Chunks.pal(8), feed))).isEqualTo("[104:0_106:0)");
    }

    @Test
    void countsOnBehindTheEndWhereChunksCarryNoPts() {
        ChunkArrived next = Chunks.adts(5L, 441, "aac 5");

        TimelineRun run = resumed(end(next, TimeRange.parse("[0:0_51:2)"), List.of(), List.of()), next);

        assertThat(TimelineRun.rangeOf(run.plan(next)).start()).hasToString("51:2");
    }

    @Test
    void beginsWhereTheStoreHasNothing() {
        ChunkArrived next = Chunks.pal(7);

        assertThat(resumed(end(next, null, List.of(), List.of()), next).timeline)
                .isEqualTo(FeedTimeline.START);
    }

    @Test
    void takesTheFormThatTheStoreHasAnotherOfForALaterOne() {
        ChunkArrived next = Chunks.pal(7);
        SegmentPlanned before = new TimelineRun().plan(next);

        TimelineRun run = resumed(end(next, TimeRange.parse("[0:0_2:0)"), List.of(VIDEO), List.of(VIDEO)), next);

        SegmentPlanned plan = run.plan(next);
        String form = Encoding.text(run.timeline.forms().known().get(0).tracks());
        assertThat(plan.flowId()).isEqualTo(Ids.form(VIDEO, form)).isNotEqualTo(before.flowId());
        assertThat(plan.flows().get(0).sourceId())
                .isEqualTo(before.flows().get(0).sourceId());
        assertThat(run.range(Chunks.pal(8))).isEqualTo("[4:0_6:0)");
    }

    @Test
    void keepsTheKindOfFlowThatTheFeedHas() {
        ChunkArrived silent = Chunks.pal(7);

        TimelineRun run = resumed(end(silent, TimeRange.parse("[0:0_2:0)"), List.of(MULTI), List.of()), silent);

        assertThat(run.plan(silent).flowId()).isEqualTo(MULTI);
    }

    @Test
    void makesAMuxALaterFormWhereOneTrackIs() {
        ChunkArrived mux = Chunks.chunk(
                Chunks.file("m.ts", "m"),
                3L,
                Chunks.measurement(
                        Chunks.video(256, 126_000, 50, Chunks.PAL),
                        Chunks.audio(257, 126_000, 94, Rational.of(1_920))));

        TimelineRun run = resumed(end(mux, TimeRange.parse("[0:0_2:0)"), List.of(MULTI), List.of(VIDEO)), mux);

        SegmentPlanned plan = run.plan(mux);
        assertThat(plan.flowId()).isNotEqualTo(MULTI);
        assertThat(plan.flows())
                .extracting(SegmentPlanned.Flow::id)
                .doesNotContain(VIDEO)
                .contains(Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "audio"));
    }
}
