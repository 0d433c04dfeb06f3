package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** What the topology does with chunks of a feed that has begun, when it knows nothing of that feed. */
class LostStateTest {

    @TempDir
    Path state;

    private DrivenRouter router;

    @BeforeEach
    void start() {
        router = new DrivenRouter(state);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    private static ChunkArrived begun(long number) {
        return Chunks.pal(number).ofBegunFeed();
    }

    private void answer(ChunkArrived asked, boolean known, @Nullable String last) {
        FeedEnd end = new FeedEnd(
                asked.feed(),
                asked.arrival(),
                known,
                last == null ? null : TimeRange.parse(last),
                List.of(DrivenRouter.flow()),
                List.of(),
                Chunks.AT);
        router.ends.pipeInput(end.key(), end);
    }

    private List<String> said() {
        return router.segments.readValuesToList().stream()
                .map(LostStateTest::said)
                .toList();
    }

    private static String said(SegmentEvent event) {
        return event instanceof SegmentPlanned plan
                ? "plan " + plan.file().path() + " " + TimelineRun.rangeOf(plan)
                : event.getClass().getSimpleName() + " " + event.file().path();
    }

    @Test
    void letsChunksWaitAndPlansThemBehindTheEndOnceItIsKnown() {
        router.announce(begun(7));
        router.announce(begun(8));

        assertThat(said()).containsExactly("EndAsked camera-1/pal_7.ts", "EndAsked camera-1/pal_8.ts");

        answer(begun(7), false, "[10:0_12:0)");
        answer(begun(8), false, "[10:0_12:0)");
        router.announce(begun(9));

        assertThat(said())
                .containsExactly(
                        "plan camera-1/pal_7.ts [12:0_14:0)",
                        "plan camera-1/pal_8.ts [14:0_16:0)",
                        "plan camera-1/pal_9.ts [16:0_18:0)");
    }

    @Test
    void leavesAloneWhatTheLedgerHas() {
        router.announce(begun(5));
        router.announce(begun(6));
        router.announce(begun(7));
        said();

        answer(begun(5), true, "[10:0_12:0)");
        answer(begun(6), true, "[10:0_12:0)");
        assertThat(said()).isEmpty();
        answer(begun(7), false, "[10:0_12:0)");

        assertThat(said()).containsExactly("plan camera-1/pal_7.ts [12:0_14:0)");
    }

    @Test
    void asksAgainWhereThereIsNoAnswer() {
        router.announce(begun(7));
        said();

        router.driver.advanceWallClockTime(LostFeeds.ASK_EVERY.minusSeconds(2));
        assertThat(said()).isEmpty();
        router.driver.advanceWallClockTime(Duration.ofSeconds(3));

        assertThat(said()).containsExactly("EndAsked camera-1/pal_7.ts");
    }

    @Test
    void passesOverAnAnswerThatIsNotAboutTheChunkThatWaitsForLongest() {
        router.announce(begun(7));
        router.announce(begun(8));
        said();

        answer(begun(8), false, "[10:0_12:0)");
        answer(begun(3), true, "[10:0_12:0)");
        assertThat(said()).isEmpty();
        answer(begun(7), false, "[10:0_12:0)");

        assertThat(said()).hasSize(2);
    }

    @Test
    void beginsWhereTheStoreHasNothingOfTheFeed() {
        router.announce(begun(7));
        said();

        answer(begun(7), false, null);

        assertThat(said()).containsExactly("plan camera-1/pal_7.ts [0:0_2:0)");
    }

    @Test
    void asksNothingAboutAFeedThatIsNewOrKnown() {
        router.announce(Chunks.pal(1));
        router.announce(begun(2));

        assertThat(said()).containsExactly("plan camera-1/pal_1.ts [0:0_2:0)", "plan camera-1/pal_2.ts [2:0_4:0)");
    }

    @Test
    void knowsAFeedThatHasHadNothingButRefusals() {
        router.announce(Chunks.faulty(Chunks.file("bad.ts", "bad"), Chunks.settings()));
        router.announce(begun(2));

        assertThat(said()).containsExactly("ChunkRefused camera-1/bad.ts", "plan camera-1/pal_2.ts [0:0_2:0)");
    }

    @Test
    void refusesAtOnceWhatHasNoPlaceInAnyCase() {
        router.announce(
                Chunks.faulty(Chunks.file("bad.ts", "bad"), Chunks.settings()).ofBegunFeed());

        assertThat(said()).containsExactly("ChunkRefused camera-1/bad.ts");
    }

    @Test
    void plansABacklogInSlicesAndInItsOrder() {
        int count = 2 * PlanSegments.PLANNED_AT_ONCE + 7;
        for (int number = 0; number < count; number++) {
            router.announce(begun(number));
        }
        said();

        answer(begun(0), false, "[0:0_2:0)");
        assertThat(said()).hasSize(PlanSegments.PLANNED_AT_ONCE);
        router.announce(begun(count));
        router.driver.advanceWallClockTime(PlanSegments.RELEASE_EVERY);
        router.driver.advanceWallClockTime(PlanSegments.RELEASE_EVERY);

        assertThat(said())
                .hasSize(count + 1 - PlanSegments.PLANNED_AT_ONCE)
                .last()
                .isEqualTo("plan camera-1/pal_" + count + ".ts [" + (2 + 2 * count) + ":0_" + (4 + 2 * count) + ":0)");
    }
}
