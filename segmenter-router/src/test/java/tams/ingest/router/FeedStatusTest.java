package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.DrivenRouter.outcome;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;

/** What the topology counts of a feed. */
class FeedStatusTest {

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

    @Test
    void countsEachArrivalOnceWhateverIsRepeated() {
        ChunkArrived chunk = Chunks.bbb(1);
        router.record(chunk, Outcome.State.PENDING, 1);
        router.record(chunk, Outcome.State.PENDING, 2);
        router.record(chunk, Outcome.State.REGISTERED, 3);
        router.record(chunk, Outcome.State.PENDING, 1);
        router.record(chunk, Outcome.State.REGISTERED, 3);
        router.record(Chunks.bbb(2), Outcome.State.PARKED, 4);
        router.record(Chunks.bbb(4), Outcome.State.CONFLICT, 5);
        router.outcomes.pipeInput(Outcome.key(Chunks.FEED, Chunks.bbb(2).arrival()), null);
        router.outcomes.pipeInput(Outcome.key(Chunks.FEED, chunk.arrival()), null);

        List<FeedStatus> lines = router.statuses.readValuesToList();

        FeedStatus last = lines.get(lines.size() - 1);
        assertThat(last.counts().seen()).isEqualTo(2);
        assertThat(last.counts().registered()).isEqualTo(1);
        assertThat(last.counts().conflict()).isEqualTo(1);
        assertThat(last.counts().parked() + last.counts().pending()).isZero();
        assertThat(last.delaysMs()).containsExactly(3_000);
        assertThat(last.lastTimerange()).isEqualTo(TimeRange.parse("[0:0_6:6000000)"));
        assertThat(last.lastRegisteredAt()).isEqualTo(Chunks.AT.plusSeconds(4));
    }

    @Test
    void countsTheGapsThatAreOpenNow() {
        router.announce(Chunks.bbb(1));
        router.announce(Chunks.bbb(4));
        router.driver.advanceWallClockTime(Duration.ofSeconds(12));
        router.announce(Chunks.bbb(2));
        router.announce(Chunks.bbb(3));

        assertThat(router.statuses.readValuesToList())
                .extracting(FeedStatus::gaps)
                .containsExactly(1L, 0L);
    }

    @Test
    void removesTheRowOfAFolderOnceItsParkedLinesAreGone() {
        String key = Outcome.key("lost+found", Chunks.bbb(1).arrival());
        router.outcomes.pipeInput(key, outcome("lost+found", Chunks.bbb(1), Outcome.State.PARKED, 1));
        router.outcomes.pipeInput(key, null);

        List<TestRecord<String, FeedStatus>> rows = router.statuses.readRecordsToList();

        assertThat(rows).extracting(TestRecord::key).containsOnly("lost+found");
        assertThat(rows.get(0).value().counts().parked()).isEqualTo(1);
        assertThat(rows.get(1).value()).isNull();
    }
}
