package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Goal: a clip of a feed that is running has what the feed has, each object once, shifted to the nanosecond, whatever is
 * killed meanwhile and in whatever order the chunks come. Method: the killed pipeline with a store that fails, clips that
 * are made once the first chunk is registered, registrar and router killed while they grow.
 */
@Timeout(600)
class ClipJourneyTest {

    private static final int PERMILLE = 250;
    private static final int PICTURES_MIN = 100;
    private static final int MOMENT_MAX_MS = 1_500;

    private static final WrittenScript MENU = WrittenScript.parse("""
            register  1 cut-before
            register  2 cut-after
            register  3 refuse 503
            register  4 late
            segments  1 refuse 502
            segments  2 half
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void growsWithItsFeedWhateverIsKilled() throws Exception {
        try (PipelineSite site = PipelineSite.start(folder, FaultScript.seeded(5, PERMILLE, MENU))) {
            DroppedFeed feed = site.newFeed();
            List<String> names = List.copyOf(feed.files().keySet());
            feed.drop(names.get(0));
            await().atMost(PipelineSite.PATIENCE).until(() -> site.hasLine(feed, Outcome.State.REGISTERED));
            String flow = site.pipeline().row(feed.id()).path("flow_id").asText();
            JsonNode moved = clip(site, "--from-flow", flow, "--timerange", "[1:0_", "--start-at", "100:0");
            JsonNode whole = clip(
                    site, "--from-flow", flow, "--timerange", "[3:0_", "--whole-segments", "--label", "whole segments");
            assertThat(moved.path("state").asText()).isEqualTo("growing");

            Random random = new Random(5);
            // The third one comes last, into the hole that the others have left.
            for (int file : new int[] {1, 3, 4, 2, 5, 6}) {
                feed.drop(names.get(file));
                String victim = file == 3 ? "router" : "registrar";
                site.pipeline().running(victim).diesAfter(random.nextInt(MOMENT_MAX_MS));
                site.pipeline().run(victim);
            }
            site.awaitAllTidy();

            awaitShown(site, moved, expected(site, flow, "[1:0_", "99:0", false));
            awaitShown(site, whole, expected(site, flow, "[3:0_", "0:0", true));
            site.assertThatAllAgree();
            assertThat(site.front().log().faults())
                    .as("faults that the store had")
                    .isNotEmpty();

            assertThatItPlays(site, whole);

            String id = moved.path("id").asText();
            assertThat(site.call("clips", "list")).contains(id + "  growing");
            site.call("clips", "stop", id, "--at", "5:0");
            awaitShown(site, moved, expected(site, flow, "[1:0_5:0)", "99:0", false));
            assertThat(site.call("clips", "list")).contains(id + "  complete").contains("[1:0_5:0) at 100:0");
        }
    }

    /** Four segments, without a break between any two pictures. */
    private static void assertThatItPlays(PipelineSite site, JsonNode clip) throws Exception {
        if (!PlayedFlow.canBePlayed()) {
            System.out.println("ffprobe is not installed: nobody plays the clip");
            return;
        }
        List<BigDecimal> pictures =
                PlayedFlow.pictures(site.playlist(clip.at("/flows/0/id").asText(), "[2:2000000_10:10000000)"));
        assertThat(pictures).hasSizeGreaterThan(PICTURES_MIN);
        BigDecimal frame = pictures.get(1).subtract(pictures.get(0));
        assertThat(frame).isPositive();
        for (int i = 1; i < pictures.size(); i++) {
            assertThat(pictures.get(i).subtract(pictures.get(i - 1)))
                    .as("picture %d", i)
                    .isCloseTo(frame, Offset.offset(new BigDecimal("0.0001")));
        }
    }

    private JsonNode clip(PipelineSite site, String... words) throws Exception {
        String[] all = new String[words.length + 3];
        System.arraycopy(new String[] {"clips", "create", "--json"}, 0, all, 0, 3);
        System.arraycopy(words, 0, all, 3, words.length);
        return json.readTree(site.call(all));
    }

    private static void awaitShown(PipelineSite site, JsonNode clip, List<String> expected) {
        assertThat(expected).isNotEmpty();
        String flow = clip.at("/flows/0/id").asText();
        await(flow)
                .atMost(PipelineSite.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(site.store().segments(flow).stream()
                                .map(segment -> line(segment, range(segment), offset(segment))))
                        .containsExactlyElementsOf(expected));
    }

    /** The original's segments as the clip is to have them. */
    private static List<String> expected(PipelineSite site, String flow, String range, String by, boolean whole) {
        TimeRange shown = TimeRange.parse(range);
        Timestamp shift = Timestamp.parse(by);
        return site.store().segments(flow).stream()
                .filter(segment -> range(segment).overlaps(shown))
                .map(segment -> line(
                        segment,
                        (whole ? range(segment) : range(segment).intersection(shown)).shifted(shift),
                        offset(segment).plus(shift)))
                .toList();
    }

    private static String line(JsonNode segment, TimeRange range, Timestamp offset) {
        return range + " " + segment.path("object_id").asText() + " by " + offset;
    }

    private static TimeRange range(JsonNode segment) {
        return TimeRange.parse(segment.path("timerange").asText());
    }

    private static Timestamp offset(JsonNode segment) {
        return Timestamp.parse(segment.path("ts_offset").asText("0:0"));
    }
}
