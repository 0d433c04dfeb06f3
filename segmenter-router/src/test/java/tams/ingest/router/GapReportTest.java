package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.PAL;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.pal;
import static tams.ingest.router.Chunks.video;

import org.junit.jupiter.api.Test;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.GapFilled;
import tams.ingest.contracts.TimeRange;

/** When a hole in time is reported, and how it is closed again. */
class GapReportTest {

    private final TimelineRun run = new TimelineRun();

    @Test
    void reportsAGapAfterThreeLaterChunksAndClosesItPieceByPiece() {
        run.plan(pal(1));
        run.plan(pal(6));
        run.plan(pal(7));
        run.plan(pal(8));
        assertThat(run.gaps).isEmpty();
        run.plan(pal(9));
        assertThat(run.gaps).extracting(GapEvent::timerange).containsExactly(TimeRange.parse("[2:0_10:0)"));

        run.plan(pal(3));

        GapFilled filled = (GapFilled) run.gaps.get(1);
        assertThat(filled.timerange()).isEqualTo(TimeRange.parse("[2:0_10:0)"));
        assertThat(filled.arrival()).isEqualTo(pal(3).arrival());
        assertThat(filled.remaining()).extracting(TimeRange::toString).containsExactly("[2:0_4:0)", "[6:0_10:0)");
        run.plan(pal(2));
        run.plan(pal(4));
        run.plan(pal(5));
        assertThat(run.openGaps()).isEmpty();
        assertThat(run.gaps).hasSize(5);
    }

    @Test
    void saysNothingOfAHoleThatIsClosedWithinTheWindow() {
        run.plan(pal(1));
        run.plan(pal(4));
        run.plan(pal(2));
        run.plan(pal(3));
        run.plan(pal(5));

        assertThat(run.openGaps()).isEmpty();
        assertThat(run.gaps).isEmpty();
    }

    @Test
    void leavesARealGapOfOneFrameExposed() {
        run.plan(chunk(file("1.ts", "a"), 1L, measurement(video(256, 0, 50, PAL))));
        run.plan(chunk(file("2.ts", "b"), 2L, measurement(video(256, 183_600, 50, PAL))));

        assertThat(run.openGaps()).containsExactly("[2:0_2:40000000)");
    }
}
