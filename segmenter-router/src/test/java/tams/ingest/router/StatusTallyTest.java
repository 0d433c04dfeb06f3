package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Counts;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Outcome.State;

/** How an arrival counts that an operator had tried again. */
class StatusTallyTest {

    private static final ChunkFile FILE = new ChunkFile("camera-1/a.ts", 5, "1".repeat(64));
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"POISON", "CONFLICT", "SOURCE_LOST"})
    void movesWhatWasPutBackFromStateToStateAndCountsItOnce(State given) {
        FeedStatus status = StatusTally.written(FeedStatus.empty("camera-1"), null, line(given, null));
        assertThat(status.counts().pending()).isZero();

        FeedStatus open = StatusTally.written(status, given, line(State.PENDING, 1));
        assertThat(open.counts()).isEqualTo(Counts.NONE.moved(null, State.PENDING));

        FeedStatus closed = StatusTally.written(open, State.PENDING, line(State.REGISTERED, 1));
        assertThat(closed.counts()).isEqualTo(Counts.NONE.moved(null, State.REGISTERED));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"REGISTERED", "DUPLICATE"})
    void leavesWhatIsInTheStoreThough(State kept) {
        FeedStatus status = StatusTally.written(FeedStatus.empty("camera-1"), null, line(kept, null));

        assertThat(StatusTally.written(status, kept, line(State.PENDING, 1))).isEqualTo(status);
    }

    @Test
    void leavesATerminalLineThatNobodyPutBack() {
        FeedStatus status = StatusTally.written(FeedStatus.empty("camera-1"), null, line(State.POISON, null));

        assertThat(StatusTally.written(status, State.POISON, line(State.PENDING, null)))
                .isEqualTo(status);
    }

    private static Outcome line(State state, @Nullable Integer replays) {
        return new Outcome(
                "camera-1",
                Ids.arrival("camera-1", FILE),
                FILE,
                state,
                null,
                null,
                null,
                null,
                List.of(),
                1,
                null,
                Feed.After.ARCHIVE,
                AT,
                AT,
                replays);
    }
}
