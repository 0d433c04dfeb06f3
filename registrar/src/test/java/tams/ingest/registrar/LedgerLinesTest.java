package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.SegmentPath.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** Which lines the ledger gets of a record on the topic. */
@Timeout(60)
class LedgerLinesTest {

    @TempDir
    private Path root;

    private SegmentPath path;

    @BeforeEach
    void assign() {
        path = new SegmentPath(root);
    }

    @Test
    void writesALineForEachStateAndCommitsWhatIsDone() {
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);
        path.arrives(plan);

        path.run(false);

        String key = Outcome.key("camera-1", plan.arrival());
        assertThat(path.states()).containsExactly("pending " + key, "registered " + key);
        Outcome line = Json.read(path.on("ingest.outcomes").get(1).value(), Outcome.class);
        assertThat(line.objectId()).isEqualTo(plan.job() + "-g0");
        assertThat(line.timeranges()).containsExactly(plan.segments().get(0).timerange());
        assertThat(line.arrivedAt()).isEqualTo(plan.at());
        assertThat(path.committed()).isEqualTo(1);
        assertThat(path.registry
                        .get("tams.ingest.segments.registered")
                        .tag("feed", "camera-1")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void writesNothingForAnArrivalThatIsDoneWith() {
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);
        path.arrives(plan);
        path.run(false);
        int calls = path.store.calls.size();

        path.arrives(plan);
        path.run(false);

        assertThat(path.on("ingest.outcomes")).hasSize(2);
        assertThat(path.store.calls).hasSize(calls);
        assertThat(path.committed()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "POISON,    poison,    1",
        "CONFLICT,  conflict,  1",
        "DUPLICATE, duplicate, 0",
        "UNMAPPED,  parked,    0"
    })
    void givesARefusalItsLineAndAPersonTheLetter(ChunkRefused.Verdict verdict, String state, int letters) {
        ChunkRefused refused = refused(verdict);
        path.arrives(refused);
        path.arrives(refused);

        path.run(false);

        assertThat(path.states()).containsExactly(state + " " + Outcome.key("camera-1", refused.arrival()));
        assertThat(path.on("ingest.dead-letters")).hasSize(letters);
        assertThat(path.committed()).isEqualTo(2);
    }

    @Test
    void removesTheLineThatAFolderWithoutAFeedLeft() throws IOException {
        Files.createDirectories(root.resolve("stage"));
        Files.writeString(root.resolve("stage/a.ts"), "bytes");
        ChunkFile file = new ChunkFile("stage/a.ts", 5, Plans.sha256("bytes".getBytes(StandardCharsets.UTF_8)));
        UUID before = Ids.arrival("stage", file);
        path.arrives(new ChunkRefused(
                "stage",
                before,
                file,
                ChunkRefused.Verdict.UNMAPPED,
                "UNMAPPED",
                "no feed claims folder stage",
                null,
                null,
                Feed.After.KEEP,
                Plans.AT));
        path.arrives(Plans.of("camera-1", file, 0, List.of(Plans.VIDEO)));

        path.run(false);

        String now = Outcome.key("camera-1", Ids.arrival("camera-1", file));
        assertThat(path.states())
                .containsExactly(
                        "parked stage/" + before, "pending " + now, "removed stage/" + before, "registered " + now);
    }
}
