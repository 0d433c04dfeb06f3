package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;

import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Measurement.Part;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** Chunks in which time breaks: two stretches of one file. */
class BreakInsideTest {

    private final Session session = new Session();

    @Test
    void placesWhatFollowsAChunkInWhichTimeBreaks() {
        session.play("a", 1, 100, 3);
        SegmentPlanned plan = session.run.plan(chunk(
                file("b.ts", "b"),
                4L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 106 * 90_000 + 24 * 3_600, 106 * 90_000, 107 * 90_000),
                        new Part(25, 1L, 3 * 90_000 + 24 * 3_600, 3 * 90_000, 4 * 90_000)))));
        session.run.plan(Session.at("c", 5L, 4));

        assertThat(plan.segments())
                .extracting(segment -> segment.timerange() + " " + segment.tsOffset() + " " + segment.keyFrameCount())
                .containsExactly("[6:0_7:0) -100:0 1", "[7:0_8:0) 4:0 1");
        assertThat(plan.segments().get(0).objectTimerange()).hasToString("[3:0_107:0)");
        assertThat(plan.segments().get(1).objectTimerange()).isNull();
        assertThat(session.breaks()).containsExactly("INSIDE [7:0]");
        assertThat(session.run.ranges().get(session.run.ranges().size() - 1)).hasToString("[8:0_10:0)");
        assertThat(session.run.openGaps()).isEmpty();
    }

    @Test
    void placesAChunkInWhichTimeBreaksThoughTheNextCameFirst() {
        session.play("a", 1, 100, 3);
        session.run.plan(Session.at("c", 5L, 4));
        session.run.plan(chunk(
                file("b.ts", "b"),
                4L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 106 * 90_000 + 24 * 3_600, 106 * 90_000, 107 * 90_000),
                        new Part(25, 1L, 3 * 90_000 + 24 * 3_600, 3 * 90_000, 4 * 90_000)))));
        session.run.plan(Session.at("d", 6L, 6));

        assertThat(session.run.ranges())
                .extracting(TimeRange::toString)
                .containsExactly(
                        "[0:0_2:0)", "[2:0_4:0)", "[4:0_6:0)", "[6:0_7:0)", "[7:0_8:0)", "[8:0_10:0)", "[10:0_12:0)");
        assertThat(session.run.openGaps()).isEmpty();
    }

    @Test
    void refusesAChunkThatUsesTheSamePtsTwice() {
        ChunkRefused refused = session.run.refuse(chunk(
                file("b.ts", "b"),
                1L,
                measurement(Chunks.parted(
                        new Part(25, 1L, 24 * 3_600, 0, 90_000), new Part(25, 1L, 24 * 3_600, 0, 90_000)))));

        assertThat(refused.cause()).isEqualTo("BREAK_INSIDE");
        assertThat(refused.reason()).contains("the same PTS twice");
    }
}
