package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.video;

import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;

/** 2 s chunks of 25 fps; {@code second} is the chunk's own PTS in seconds. */
class EpochBreakTest {

    private final Session session = new Session();

    @Test
    void goesOnAtThePreviousEndWhenAnEncoderRestartsAndTheNamesGoOn() {
        session.play("a", 1, 100, 10);
        session.play("b", 11, 1, 10);

        session.isUnbroken(20);
        assertThat(session.breaks()).containsExactly("PTS_BACK [20:0]");
    }

    @Test
    void goesOnAtThePreviousEndWhenTheNamesStartAgainToo() {
        session.play("a", 1, 1, 10);
        session.play("b", 1, 1, 10);
        session.play("c", 1, 1, 10);

        session.isUnbroken(30);
        assertThat(session.breaks()).containsExactly("PTS_BACK [20:0]", "PTS_BACK [40:0]");
    }

    @Test
    void goesOnAtThePreviousEndWithoutAnySequence() {
        for (int i = 0; i < 6; i++) {
            session.run.plan(Session.at("a" + i, null, 10 + 2L * i));
        }
        for (int i = 0; i < 6; i++) {
            session.run.plan(Session.at("b" + i, null, 10 + 2L * i));
        }

        session.isUnbroken(12);
    }

    @Test
    void leavesRoomForTheChunksThatTheNamesSayAreMissing() {
        session.play("a", 1, 100, 3);
        session.run.plan(Session.at("b", 6L, 1));

        assertThat(session.run.openGaps()).containsExactly("[6:0_10:0)");
        assertThat(session.breaks()).containsExactly("PTS_BACK [10:0]");
    }

    @Test
    void placesChunksThatAllStartAtTheSamePtsOneAfterTheOther() {
        for (long i = 1; i <= 5; i++) {
            session.run.plan(Session.at("reset" + i, i, 1));
        }

        session.isUnbroken(5);
    }

    @Test
    void placesAChunkThatARestartOvertookInItsOwnEpoch() {
        session.play("a", 1, 100, 4);
        session.run.plan(Session.at("a5", 6L, 110));
        session.play("b", 7, 1, 2);
        assertThat(session.run.range(Session.at("a4", 5L, 108))).isEqualTo("[8:0_10:0)");
        session.play("c", 9, 5, 2);

        session.isUnbroken(10);
        assertThat(session.breaks()).containsExactly("PTS_BACK [12:0]");
    }

    /** Its new clock starts where the old one's would have been a minute after the wrap, but between the old one's frames. */
    @Test
    void seesARestartThatLooksLikeAGapBehindTheWrap() {
        session.play("a", 101, 95_383, 10);
        for (int i = 0; i < 10; i++) {
            session.run.plan(chunk(
                    file("b" + i + ".ts", "b" + i),
                    (long) i,
                    measurement(video(256, 126_000 + 1_400 + 180_000L * i, 50, Chunks.PAL))));
        }

        session.isUnbroken(20);
        assertThat(session.breaks()).containsExactly("NAMES_RESET [20:0]");
    }

    @Test
    void takesNoLossForARestartWhereNamesAreKnownToBeUsedInTurns() {
        session.play("a", 1, 100, 5);
        session.play("b", 1, 110, 5);
        session.run.plan(chunk(file("c1.ts", "c1"), 1L, measurement(video(256, 124 * 90_000 + 1_400, 50, Chunks.PAL))));

        assertThat(session.run.openGaps()).hasSize(1);
        assertThat(session.breaks()).isEmpty();
    }

    /** Names that are used in turns start again while time goes on: what is lost then is a hole. */
    @Test
    void leavesAHoleWhereNamesAreUsedInTurns() {
        session.play("a", 1, 100, 5);
        session.play("b", 1, 114, 5);

        assertThat(session.run.openGaps()).containsExactly("[10:0_14:0)");
        assertThat(session.breaks()).isEmpty();
    }

    @Test
    void doesNotBelieveInAGapOfHoursThatTheNamesDoNotShow() {
        session.play("a", 1, 0, 3);
        session.run.plan(Session.at("b", 4L, 20_000));

        session.isUnbroken(4);
        assertThat(session.breaks()).containsExactly("PTS_JUMP [6:0]");
    }

    @Test
    void believesInAGapOfHoursThatTheNamesConfirm() {
        session.play("a", 1, 0, 3);
        session.run.plan(Session.at("b", 1L + 10_000, 20_000));

        assertThat(session.breaks()).isEmpty();
        assertThat(session.run.openGaps()).containsExactly("[6:0_20000:0)");
    }

    @Test
    void countsOnAcrossTheWrapOfPts() {
        long wrap = Span.CYCLE;
        for (int i = 0; i < 4; i++) {
            long start = Math.floorMod(wrap - 360_000 + i * 180_000L, wrap);
            session.run.plan(chunk(file(i + ".ts", "w" + i), (long) i, measurement(video(256, start, 50, Chunks.PAL))));
        }

        session.isUnbroken(4);
        assertThat(session.breaks()).isEmpty();
    }

    @Test
    void losesNoChunkWhosePtsFallBackALittle() {
        session.play("a", 1, 10, 5);
        ChunkArrived back = chunk(file("b.ts", "b"), 6L, measurement(video(256, 20 * 90_000 - 27_000, 50, Chunks.PAL)));

        assertThat(session.run.range(back)).isEqualTo("[10:0_12:0)");
        assertThat(session.breaks()).containsExactly("PTS_BACK [10:0]");
        assertThat(session.run.openGaps()).isEmpty();
    }

    @Test
    void goesOnWherePtsLeapAndTheNamesDoNot() {
        session.play("a", 1, 10, 5);

        assertThat(session.run.range(Session.at("b", 6L, 60))).isEqualTo("[10:0_12:0)");
        assertThat(session.run.range(Session.at("c", 7L, 62))).isEqualTo("[12:0_14:0)");
        assertThat(session.breaks()).containsExactly("PTS_JUMP [10:0]");
    }

    @Test
    void leavesAGapWhereAnEncoderLostAFewSecondsOfItsInput() {
        session.play("a", 1, 10, 5);

        assertThat(session.run.range(Session.at("b", 6L, 25))).isEqualTo("[15:0_17:0)");
        assertThat(session.run.openGaps()).containsExactly("[10:0_15:0)");
        assertThat(session.breaks()).isEmpty();
    }

    @Test
    void believesAPlaylistThatSaysThatTimeBreaks() {
        session.play("a", 1, 10, 5);

        assertThat(session.run.range(Signs.beside(Session.at("b", 6L, 25), Signs.discontinuity())))
                .isEqualTo("[10:0_12:0)");
        assertThat(session.breaks()).containsExactly("LISTED [10:0]");
    }

    @Test
    void needsNoBreakWhereAPlaylistSaysSoAndPtsGoOn() {
        session.play("a", 1, 10, 5);

        assertThat(session.run.range(Signs.beside(Session.at("b", 6L, 20), Signs.discontinuity())))
                .isEqualTo("[10:0_12:0)");
        assertThat(session.breaks()).isEmpty();
    }
}
