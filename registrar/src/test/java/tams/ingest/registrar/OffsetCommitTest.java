package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.SegmentPath.PARTITION;
import static tams.ingest.registrar.SegmentPath.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkRefused;

/** Which offsets are committed, which records are held back, and what ends the process. */
@Timeout(60)
class OffsetCommitTest {

    @TempDir
    private Path root;

    private SegmentPath path;

    @BeforeEach
    void assign() {
        path = new SegmentPath(root);
    }

    @Test
    void commitsNothingBehindAChunkThatWaitsAndLetsOtherFeedsPass() {
        List<String> failing = new ArrayList<>(List.of("put"));
        path.store.faults = call -> failing.remove(call) ? Faults.Fate.NOT_SENT : Faults.Fate.ANSWERED;
        path.arrives(Plans.written(root, "camera-1", 0));
        path.arrives(Plans.written(root, "camera-2", 0));
        path.run(false);

        assertThat(path.store.all()).hasSize(1);
        assertThat(path.committed()).isIn(-1L, 0L);

        path.run(true);
        assertThat(path.store.all()).hasSize(2);
        assertThat(path.committed()).isEqualTo(2);
    }

    @Test
    void doesNothingForAPartitionThatWasGivenBack() {
        path.store.faults = call -> call.equals("put") ? Faults.Fate.NOT_SENT : Faults.Fate.ANSWERED;
        path.arrives(Plans.written(root, "camera-1", 0));
        path.run(false);
        assertThat(path.sleeping).hasSize(1);

        path.reader.onPartitionsRevoked(List.of(PARTITION));
        path.store.faults = Faults.NONE;
        int calls = path.store.calls.size();
        path.sleeping.remove(0).run();
        path.ready.remove().run();

        assertThat(path.store.calls).hasSize(calls);
        assertThat(path.lanes.active()).isZero();
        assertThat(path.committed()).isIn(-1L, 0L);
    }

    @Test
    void holdsAPartitionBackWhenEnoughIsUnderWayAndLetsItGoAgain() {
        for (int record = 0; record < SegmentReader.WINDOW_MAX; record++) {
            path.arrives(refused(ChunkRefused.Verdict.DUPLICATE));
        }

        // The first turn finds that nothing was committed.
        path.reader.turn();
        path.reader.turn();
        assertThat(path.consumer.paused()).containsExactly(PARTITION);
        assertThat(path.reader.pending()).isEqualTo(SegmentReader.WINDOW_MAX);

        path.run(false);
        assertThat(path.consumer.paused()).isEmpty();
        assertThat(path.committed()).isEqualTo(SegmentReader.WINDOW_MAX);
    }

    @Test
    void endsTheProcessRatherThanGoOnWithoutItsLedger() {
        path.arrives(Plans.written(root, "camera-1", 0));
        path.producer.sendException = new TopicAuthorizationException("ingest.outcomes");

        path.run(false);

        assertThat(path.fatal).singleElement().isInstanceOf(KafkaWriter.Lost.class);
        assertThat(path.store.calls).isEmpty();
        assertThat(path.committed()).isIn(-1L, 0L);
    }
}
