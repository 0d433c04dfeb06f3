package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** Goal: tools get the service's answers. Method: the same chunks to both, across the wrap, with gaps and repetitions. */
class ChunkTimelineTest {

    private static final Feed FEED = Chunks.feed(Feed.Timeline.Origin.MEDIA, Feed.EssenceChoice.VIDEO, false);

    private static ChunkArrived chunk(long number, Rational frame) {
        long start = Math.floorMod(
                Span.CYCLE - 20 * 150 * 3_600L + frame.times(150 * number).rounded(), Span.CYCLE);
        return Chunks.of(
                Chunks.chunk(
                        Chunks.file(number + ".ts", "content " + number),
                        null,
                        Chunks.measurement(Chunks.video(256, start, 150, frame))),
                FEED);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decidesAsTheServiceDoes(long seed) {
        Random random = new Random(seed);
        ChunkTimeline timeline = new ChunkTimeline();
        TimelineRun service = new TimelineRun();
        for (long number = 0; number < 200; number += 1 + random.nextInt(3)) {
            ChunkArrived chunk = chunk(number, Chunks.PAL);
            assertThat(timeline.offer(chunk)).isEqualTo(service.offer(chunk));
        }
    }

    @ParameterizedTest(name = "frame of {0} ticks")
    @ValueSource(strings = {"3600", "3003", "3753/2"})
    void neighboursMeetAcrossTheWrap(String frame) {
        ChunkTimeline timeline = new ChunkTimeline();
        List<TimeRange> ranges = new ArrayList<>();
        for (long number = 0; number < 60; number++) {
            SegmentEvent event = timeline.offer(chunk(number, Rational.parse(frame)));
            assertThat(event).isInstanceOf(SegmentPlanned.class);
            ranges.add(TimelineRun.rangeOf((SegmentPlanned) event));
        }
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void namesTheFirstWithTheSameBytes(long seed) {
        ChunkTimeline timeline = new ChunkTimeline();
        ChunkArrived first = chunk(seed, Chunks.PAL);
        timeline.offer(first);
        ChunkArrived again = Chunks.of(
                Chunks.chunk(Chunks.file("copy.ts", "content " + seed), null, requireNonNull(first.measurement())),
                FEED);

        SegmentEvent event = timeline.offer(again);

        assertThat(event).isInstanceOfSatisfying(ChunkRefused.class, refused -> {
            assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.DUPLICATE);
            assertThat(refused.other()).isEqualTo(first.arrival());
        });
    }
}
