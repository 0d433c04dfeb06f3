package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.SegmentPath.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.kit.Replays;

/** What an operator puts back is tried again, once for each time, and never becomes a second segment. */
@Timeout(60)
class RedriveTest {

    @TempDir
    private Path root;

    private SegmentPath path;
    private SegmentPlanned plan;
    private String key;

    /** A chunk whose file went missing, so that its line is terminal, and that lies in quarantine under another name. */
    @BeforeEach
    void giveUpOnAChunk() throws IOException {
        path = new SegmentPath(root);
        plan = Plans.written(root, "camera-1", 0);
        key = Outcome.key("camera-1", plan.arrival());
        Path file = root.resolve(plan.file().path());
        Path away = Files.move(file, root.resolve("away.ts"));
        path.arrives(plan);
        path.run(true);
        assertThat(path.states()).containsExactly("pending " + key, "source_lost " + key);
        Path kept = Files.createDirectories(root.resolve("quarantine/source_lost/camera-1"));
        Files.writeString(kept.resolve("chunk.ts"), "other bytes");
        Files.move(away, kept.resolve("chunk.1.ts"));
    }

    @Test
    void registersWhatWasGivenUpAndSaysSoInTheLedger() {
        path.arrivesAgain(plan, 1);

        path.run(true);

        assertThat(path.states())
                .containsExactly("pending " + key, "source_lost " + key, "pending " + key, "registered " + key);
        assertThat(path.store.all()).hasSize(1);
        assertThat(lastLine().replays()).isEqualTo(1);
        assertThat(path.committed()).isEqualTo(2);
    }

    @Test
    void passesOverARecordThatWasPutBackTwiceWithOneCount() throws IOException {
        Files.delete(root.resolve("quarantine/source_lost/camera-1/chunk.1.ts"));
        path.arrivesAgain(plan, 1);
        path.run(true);
        List<String> states = path.states();
        assertThat(states).hasSize(4).endsWith("source_lost " + key);

        path.arrivesAgain(plan, 1);
        path.arrives(plan);
        path.run(true);

        assertThat(path.states()).isEqualTo(states);
        assertThat(path.committed()).isEqualTo(4);
    }

    @Test
    void leavesWhatIsRegisteredAsItIs() {
        path.arrivesAgain(plan, 1);
        path.run(true);
        int calls = path.store.calls.size();
        List<String> states = path.states();

        path.arrivesAgain(plan, 2);
        path.run(true);

        assertThat(path.store.calls).hasSize(calls);
        assertThat(path.states()).isEqualTo(states);
    }

    @Test
    void countsInTheNextLetterHowOftenItWasPutBack() throws IOException {
        Files.delete(root.resolve("quarantine/source_lost/camera-1/chunk.1.ts"));
        path.arrivesAgain(plan, 2);

        path.run(true);

        RecordHeaders headers =
                new RecordHeaders(path.on("ingest.dead-letters").get(1).headers());
        assertThat(Replays.of(headers)).isEqualTo(2);
    }

    @Test
    void refusesAgainWhatTheRouterRefused() {
        ChunkRefused refused = refused(ChunkRefused.Verdict.POISON);
        path.arrives(refused);
        path.arrivesAgain(refused, 1);

        path.run(false);

        assertThat(path.states()).endsWith("poison " + Outcome.key("camera-1", refused.arrival()));
        assertThat(path.on("ingest.dead-letters")).hasSize(2);
    }

    private Outcome lastLine() {
        List<org.apache.kafka.clients.producer.ProducerRecord<String, byte[]>> lines = path.on("ingest.outcomes");
        return Json.read(lines.get(lines.size() - 1).value(), Outcome.class);
    }
}
