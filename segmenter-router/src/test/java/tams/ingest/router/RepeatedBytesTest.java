package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.settings;
import static tams.ingest.router.Chunks.video;

import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.SegmentPlanned;

/** Which bytes that were there before are an altered copy, a restart or another round of a loop. */
class RepeatedBytesTest {

    private final Session session = new Session();

    @Test
    void takesTheFirstChunkAlteredInPlaceForAConflict() {
        session.play("a", 1, 1, 10);
        ChunkArrived first = Session.at("a0", 1L, 1);
        ChunkFile altered = new ChunkFile(first.file().path(), first.file().bytes(), "f".repeat(64));

        ChunkRefused refused = session.run.refuse(chunk(altered, 1L, measurement(video(256, 90_000, 50, Chunks.PAL))));

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
    }

    @Test
    void givesALoopingSlateANewPlaceEachTime() {
        Feed looping = Chunks.feed(Feed.Timeline.Origin.ZERO, Feed.EssenceChoice.AUTO, true);
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < 3; i++) {
                session.run.plan(chunk(
                        file("slate" + round + i + ".ts", "slate " + i),
                        null,
                        measurement(video(256, i * 180_000, 50, Chunks.PAL)),
                        settings(looping)));
            }
        }

        session.isUnbroken(9);
        assertThat(session.breaks()).containsExactly("LOOP [6:0]", "LOOP [12:0]");
        assertThat(session.run.gaps).noneMatch(gap -> gap instanceof GapEvent.OverlapDetected);
    }

    @Test
    void tellsARestartFromAnAlteredCopyByTheBytesTheyShare() {
        for (int i = 0; i < 10; i++) {
            session.run.plan(Signs.beside(Session.at("a" + i, 1L + i, 1 + 2L * i), Signs.slices(i + 1, 8)));
        }
        ChunkArrived first = Session.at("a0", 1L, 1);
        ChunkFile samelength = new ChunkFile(first.file().path(), first.file().bytes(), "f".repeat(64));
        ChunkArrived other = chunk(samelength, 1L, measurement(video(256, 90_000, 50, Chunks.PAL)));

        assertThat(session.run.refuse(Signs.beside(other, Signs.slices(1, 6))).verdict())
                .isEqualTo(ChunkRefused.Verdict.CONFLICT);
        ChunkFile restarted = new ChunkFile(first.file().path(), first.file().bytes(), "e".repeat(64));
        assertThat(session.run.range(Signs.beside(
                        chunk(restarted, 1L, measurement(video(256, 90_000, 50, Chunks.PAL))), Signs.slices(1, 1))))
                .isEqualTo("[20:0_22:0)");
        assertThat(session.breaks()).containsExactly("PTS_BACK [20:0]");
    }

    @Test
    void takesAnAlteredCopyUnderALaterNameForAConflict() {
        for (int i = 0; i < 6; i++) {
            session.run.plan(Signs.beside(Session.at("a" + i, 1L + i, 1 + 2L * i), Signs.slices(i + 1, 8)));
        }

        ChunkRefused refused = session.run.refuse(Signs.beside(Session.at("copy", 99L, 5), Signs.slices(3, 7)));

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(refused.timerange()).hasToString("[4:0_6:0)");
        assertThat(session.run.range(Session.at("a6", 7L, 13))).isEqualTo("[12:0_14:0)");
    }

    @Test
    void playsASlateAgainWhereAPlaylistMarksEachRoundsStart() {
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < 3; i++) {
                ChunkArrived chunk = chunk(
                        file("slate" + round + i + ".ts", "slate " + i),
                        3L * round + i,
                        measurement(video(256, i * 180_000, 50, Chunks.PAL)));
                session.run.plan(i == 0 && round > 0 ? Signs.beside(chunk, Signs.discontinuity()) : chunk);
            }
        }

        session.isUnbroken(9);
        assertThat(session.run.plans())
                .extracting(SegmentPlanned::sameAs)
                .filteredOn(job -> job != null)
                .hasSize(6);
        assertThat(session.run.plans().get(4).sameAs())
                .isEqualTo(session.run.plans().get(1).job());
        assertThat(session.run.plans().get(8).sameAs())
                .isEqualTo(session.run.plans().get(2).job());
    }
}
