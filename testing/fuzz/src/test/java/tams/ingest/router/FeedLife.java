package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.fuzz.Script;

/** What holds for any life of a feed, with the failures that {@link PlanSegments} answers for. */
final class FeedLife {

    private static final int CHUNKS_MAX = 64;

    private FeedLife() {}

    static void check(byte[] input) {
        FuzzedFeed feed = new FuzzedFeed(new Script(input));
        TimelineRun run = new TimelineRun();
        List<ChunkArrived> arrivals = new ArrayList<>();
        List<SegmentEvent> decisions = new ArrayList<>();
        for (int i = 0; i < CHUNKS_MAX && feed.goesOn(); i++) {
            ChunkArrived chunk = feed.next(arrivals);
            try {
                decisions.add(run.offer(chunk));
                arrivals.add(chunk);
            } catch (ArithmeticException | IllegalArgumentException declared) {
                assertThat(declared).hasNoSuppressedExceptions();
            }
        }

        assertApart(run.plans());
        FeedTimeline settled = run.timeline;
        for (int i = 0; i < arrivals.size(); i++) {
            assertThat(run.offer(arrivals.get(i))).isEqualTo(decisions.get(i));
        }
        assertThat(run.timeline).isEqualTo(settled);
    }

    /** In one Flow: another Flow's time is its own. */
    private static void assertApart(List<SegmentPlanned> plans) {
        List<SegmentPlanned> inOrder = plans.stream()
                .sorted(Comparator.comparing(SegmentPlanned::flowId)
                        .thenComparing(TimelineRun::rangeOf, TimeRange::compareStarts))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            SegmentPlanned before = inOrder.get(i - 1);
            SegmentPlanned plan = inOrder.get(i);
            boolean apart = !TimelineRun.rangeOf(before).overlaps(TimelineRun.rangeOf(plan));
            assertThat(apart || !before.flowId().equals(plan.flowId()))
                    .as("%s and %s", before, plan)
                    .isTrue();
        }
    }
}
