package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.StorageRequest;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.TimeRange;

/** Goal: nothing that is there is overwritten, nothing goes where it does not fit. Method: a store that has something already. */
class UploadRefusalTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path home;

    @SuppressWarnings("NullAway.Init")
    private static UploadSite site;

    @BeforeAll
    static void start() throws IOException {
        site = UploadSite.in(home);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void refusesMediaThatTheFlowDoesNotDescribeAndFlowsWithoutAContainer() {
        String other = site.tams("put-flow", "--format", "video", "--frame-size", "16x16", "--frame-rate", "25")
                .id();
        String bare = site.flow("--no-container");

        TamsRun misfit = site.tams("upload", other, site.file("c5.ts"));
        TamsRun uncontained = site.tams("upload", bare, site.file("c5.ts"));

        assertThat(misfit.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(misfit.out()).contains("picture is 16x16");
        assertThat(site.ranges(other)).isEmpty();
        assertThat(uncontained.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(uncontained.err()).contains("has no container").contains("--container");
    }

    @Test
    void neverOverwritesWhatTheFlowHasAtThatTime() throws IOException {
        String flow = site.flow();
        TimeRange place = TimeRange.parse(site.tams("upload", flow, site.file("c5.ts"), "--dry-run", "--json")
                .document()
                .at("/files/0/timeranges/0")
                .asText());
        site.store(flow, place, site.file("c6.ts"));

        TamsRun run = site.tams("upload", flow, site.file("c5.ts"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.out()).contains("other bytes at this time").contains("--start-at");
        assertThat(site.ranges(flow)).hasSize(1);
    }

    @Test
    void takesTheSameBytesUnderAnotherIdForWhatTheyAre() throws IOException {
        String flow = site.flow();
        TimeRange place = TimeRange.parse(site.tams("upload", flow, site.file("c5.ts"), "--dry-run", "--json")
                .document()
                .at("/files/0/timeranges/0")
                .asText());
        site.store(flow, place, site.file("c5.ts"));

        TamsRun run = site.tams("upload", flow, site.file("c5.ts"), "--json");

        assertThat(run.document().path("present").asInt()).as(run.out()).isEqualTo(1);
    }

    @Test
    void asksForAnotherObjectWhereAnEarlierRunDiedBeforeItFilledTheFirst() throws IOException {
        String flow = site.flow();
        TamsRun lost = site.tams("upload", flow, site.file("c5.ts"), "--json");
        String id = lost.document().at("/files/0/object_id").asText();
        String fresh = site.flow();
        try (HttpTamsStore api = site.api()) {
            UUID uuid = UUID.fromString(fresh);
            PlannedFile planned = PlannedFile.of(
                    site.file("c5.ts"),
                    uuid,
                    new ChunkFile(
                            "c5.ts",
                            lost.document().at("/files/0/bytes").asLong(),
                            lost.document().at("/files/0/sha256").asText()),
                    List.of());
            api.allocate(uuid, StorageRequest.ofObjects(List.of(planned.objectId(0))));
        }

        TamsRun run = site.tams("upload", fresh, site.file("c5.ts"), "--json");

        assertThat(id).endsWith("-g0");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.document().at("/files/0/object_id").asText()).endsWith("-g1");
    }
}
