package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: real chunks become segments at their exact times, once. Method: the bundled samples into a real store. */
class UploadCommandTest {

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

    private static void assertUnbroken(List<TimeRange> ranges) {
        assertThat(ranges).hasSize(UploadSite.CHUNKS);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
    }

    @Test
    void givesEachChunkTheTimeThatItsMediaSayAndGoesInTheOrderOfTheNumbers() {
        String flow = site.flow();

        TamsRun run = site.tams(site.upload(flow));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.document().path("uploaded").asInt()).isEqualTo(UploadSite.CHUNKS);
        assertThat(run.document().at("/files/0/file").asText()).endsWith("c5.ts");
        assertUnbroken(site.ranges(flow));
        JsonNode first = site.tams("segments", flow, "--json").document().get(0);
        assertThat(first.path("ts_offset").asText("0:0")).isEqualTo("0:0");
        assertThat(first.path("get_urls")).isNotEmpty();
        assertThat(Timestamp.ofTicks(site.video().path("start_ticks").asLong()))
                .isEqualTo(site.ranges(flow).get(0).start());
        assertThat(site.tams("objects", first.path("object_id").asText()).out()).contains(flow);
    }

    @Test
    void uploadsNothingTheSecondTimeAndOnlyWhatIsMissingAfterALoss() throws IOException {
        String flow = site.flow();
        site.tams(site.upload(flow));
        String second = site.ranges(flow).get(1).toString();

        JsonNode again = site.tams(site.upload(flow)).document();
        try (HttpTamsStore api = site.api()) {
            api.segments().delete(UUID.fromString(flow), TimeRange.parse(second));
        }
        JsonNode repaired = site.tams(site.upload(flow)).document();

        assertThat(again.path("present").asInt()).isEqualTo(UploadSite.CHUNKS);
        assertThat(repaired.path("present").asInt()).isEqualTo(UploadSite.CHUNKS - 1);
        assertThat(repaired.path("failed").asInt()).isZero();
        assertUnbroken(site.ranges(flow));
    }

    @Test
    void beginsWhereItIsToldAndAppendsOnceHoweverOftenItRuns() {
        String flow = site.flow();
        Object first = site.file("c5.ts");
        Object next = site.file("c6.ts");

        site.tams("upload", flow, first, "--start-at", "0:0");
        TamsRun appended = site.tams("upload", flow, next, "--start-at", "end");
        TamsRun again = site.tams("upload", flow, next, "--start-at", "end", "--json");

        assertThat(appended.exitCode()).as(appended.err() + appended.out()).isZero();
        assertThat(again.document().path("present").asInt()).isEqualTo(1);
        assertThat(site.ranges(flow)).hasSize(2);
        assertThat(site.ranges(flow).get(0).start()).isEqualTo(Timestamp.ZERO);
        assertThat(site.ranges(flow).get(1).start())
                .isEqualTo(site.ranges(flow).get(0).end());
        JsonNode segment = site.tams("segments", flow, "--json").document().get(0);
        assertThat(segment.path("ts_offset").asText()).startsWith("-");
    }

    @Test
    void keepsAGapThatTheMediaHaveAndPutsTheSameBytesElsewhereWithoutSendingThemAgain() {
        String flow = site.flow();
        Object first = site.file("c5.ts");

        TamsRun holed = site.tams("upload", flow, first, site.file("c7.ts"));
        TamsRun moved = site.tams("upload", flow, first, "--start-at", "1000:0", "--json");

        assertThat(holed.err()).contains("gap [").contains("before").contains("c7.ts");
        assertThat(site.ranges(flow).get(1).start())
                .isGreaterThan(site.ranges(flow).get(0).end());
        assertThat(moved.document().path("reused").asInt()).as(moved.out()).isEqualTo(1);
        assertThat(site.ranges(flow)).hasSize(3);
    }

    @Test
    void goesOnAfterAFileThatIsNoChunkAndSaysSoInItsLine() throws IOException {
        String flow = site.flow();
        Path text = Files.writeString(site.file("c9.txt.ts"), "This is not a transport stream.");
        Files.copy(site.file("c5.ts"), site.file("c99.ts"));

        TamsRun run = site.tams(site.upload(flow, text, site.file("none.ts"), site.file("c99.ts")));

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.document().path("uploaded").asInt()).isEqualTo(UploadSite.CHUNKS);
        assertThat(run.document().path("failed").asInt()).isEqualTo(2);
        assertThat(run.document().path("duplicate").asInt()).isEqualTo(1);
        assertThat(run.out())
                .contains("NOT_TS")
                .contains("there is no such file")
                .contains("the same bytes as");
        assertUnbroken(site.ranges(flow));
    }
}
