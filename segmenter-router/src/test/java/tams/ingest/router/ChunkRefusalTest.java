package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tams.ingest.router.Chunks.PAL;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.pal;
import static tams.ingest.router.Chunks.video;

import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.ChunkRefused.Verdict;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Which chunks get no time, and what the refusal names. */
class ChunkRefusalTest {

    private final TimelineRun run = new TimelineRun();

    @Test
    void refusesTheSameBytesUnderAnotherNameAndNamesTheFirst() {
        run.plan(pal(1));
        ChunkArrived copy = chunk(file("copy.ts", "pal 1"), null, measurement(video(256, 306_000, 50, PAL)));

        ChunkRefused refused = run.refuse(copy);

        assertThat(refused.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(refused.other()).isEqualTo(pal(1).arrival());
    }

    @Test
    void judgesTheSameBytesAnewWhereTheFirstWereRefused() {
        run.plan(pal(1));
        run.plan(pal(2));
        run.plan(pal(3));
        assertThat(run.refuse(pal(2, 2, "other bytes")).verdict()).isEqualTo(Verdict.CONFLICT);

        ChunkArrived copy = chunk(file("copy.ts", "other bytes"), 2L, measurement(video(256, 486_000, 50, PAL)));

        assertThat(run.refuse(copy).verdict()).isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void letsTheFirstChunkHaveItsTimeAndReportsTheOther() {
        run.plan(pal(1));
        run.plan(pal(2));
        ChunkArrived other = pal(2, 2, "other bytes");

        ChunkRefused refused = run.refuse(other);

        assertThat(refused.verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(refused.other()).isEqualTo(pal(2).arrival());
        assertThat(refused.timerange()).isEqualTo(TimeRange.parse("[2:0_4:0)"));
        assertThat(run.gaps)
                .containsExactly(new GapEvent.OverlapDetected(
                        Chunks.FEED,
                        Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "video"),
                        TimeRange.parse("[2:0_4:0)"),
                        other.arrival(),
                        pal(2).arrival(),
                        other.at()));
        assertThat(run.range(pal(3))).isEqualTo("[4:0_6:0)");
    }

    @Test
    void refusesAChunkInWhichTimeBreaks() {
        ChunkArrived broken = chunk(
                file("1.ts", "a"), 1L, measurement(Chunks.stream(256, Kind.VIDEO, "h264", 0, 9_000_000, 50, PAL)));

        assertThat(run.refuse(broken).cause()).isEqualTo("BREAK_INSIDE");
    }

    /** An empty range has no edges of its own, so it would take time from zero on. */
    @Test
    void givesNoTimeToAStretchWithoutLength() {
        Timestamp at = Timestamp.ofSeconds(5);

        assertThatThrownBy(() -> TakenTime.NONE.plus(TimeRange.between(at, at)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without length");
    }
}
