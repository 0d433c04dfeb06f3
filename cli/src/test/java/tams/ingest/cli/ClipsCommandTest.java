package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Flow;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.Segment;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.Timestamp;

/** Goal: clips use the objects of others, to the nanosecond, and say where they came from. Method: a real store. */
class ClipsCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ClipSite site;

    @BeforeAll
    static void start() throws IOException {
        site = new ClipSite(folder);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void cutsAndShiftsWithoutMovingMedia() {
        JsonNode clip = site.clip("--from-flow", site.a, "--timerange", "[1:0_3:40000000)", "--start-at", "100:0");

        String made = clip.at("/flows/0/id").asText();
        assertThat(clip.at("/flows/0/from_flow_id").asText()).isEqualTo(site.a.toString());
        assertThat(clip.path("state").asText()).isEqualTo("complete");
        assertThat(site.segments(made))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[100:0_101:0)", "[101:0_102:40000000)");
        assertThat(site.segments(made)).extracting(Segment::tsOffset).containsOnly(Timestamp.ofSeconds(9));
        assertThat(site.segments(made))
                .extracting(Segment::objectId)
                .isEqualTo(site.segments(site.a.toString()).stream()
                        .limit(2)
                        .map(Segment::objectId)
                        .toList());
        assertThat(site.clip("--from-flow", site.a, "--timerange", "[1:0_3:40000000)", "--start-at", "100:0"))
                .isEqualTo(clip);
        assertThat(site.segments(made)).hasSize(2);
    }

    /** A wall clock's times lie between frames as seen from a zero of one's own. */
    @Test
    void beginsAnywhereWithAZeroOfItsOwn() {
        JsonNode clip = site.clip("--from-flow", site.a, "--timerange", "[1:10000000_3:0)", "--start-at", "0:0");

        assertThat(site.segments(clip.at("/flows/0/id").asText()))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[0:0_0:990000000)", "[0:990000000_1:990000000)");
    }

    @Test
    void hasAFlowForEachOfTheSource() {
        JsonNode clip = site.clip(
                "--from-source", site.source(site.a), "--timerange", "[4:0_8:0)", "--shift", "-4:0", "--label", "Four");

        assertThat(clip.path("flows").findValuesAsText("from_flow_id"))
                .containsExactlyInAnyOrder(site.a.toString(), site.small.toString());
        for (String made : clip.path("flows").findValuesAsText("id")) {
            assertThat(site.segments(made))
                    .extracting(segment -> segment.timerange().toString())
                    .containsExactly("[0:0_2:0)", "[2:0_4:0)");
            try (HttpTamsStore api = site.api()) {
                Flow flow = api.flow(UUID.fromString(made)).orElseThrow();
                assertThat(flow.sourceId()).hasToString(clip.path("source_id").asText());
                assertThat(flow.label()).isEqualTo("Four");
            }
        }
    }

    @Test
    void movesItsEdgesToThoseOfSegments() {
        JsonNode clip =
                site.clip("--from-flow", site.a, "--timerange", "[5:0_7:0)", "--start-at", "0:0", "--whole-segments");

        assertThat(site.segments(clip.at("/flows/0/id").asText()))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[-1:0_1:0)", "[1:0_3:0)");
    }

    /** The example of TAMS's source-level edit: 9 s of A, a dissolve that was rendered, 9 s of B. */
    @Test
    void putsPartsTogetherWithSomethingNewBetween() throws IOException {
        Path file = site.file("edit.yaml", """
                label: A to B
                parts:
                  - {flow: %s, timerange: "[0:0_9:0)", at: "0:0"}
                  - {flow: %s, timerange: "[0:0_2:0)"}
                  - {flow: %s, timerange: "[1:0_10:0)", at: "11:0"}
                """.formatted(site.a, site.dissolve, site.b));

        JsonNode clip = site.clip("--from", file);

        List<Segment> made = site.segments(clip.at("/flows/0/id").asText());
        assertThat(made.get(0).timerange()).hasToString("[0:0_2:0)");
        assertThat(made.get(made.size() - 1).timerange().end()).isEqualTo(Timestamp.ofSeconds(20));
        for (int i = 1; i < made.size(); i++) {
            assertThat(made.get(i).timerange().start())
                    .isEqualTo(made.get(i - 1).timerange().end());
        }
        assertThat(made.stream().filter(segment -> segment.objectId().startsWith(site.dissolve.toString())))
                .extracting(segment -> segment.timerange().toString())
                .containsExactly("[9:0_11:0)");
        try (HttpTamsStore api = site.api()) {
            var tags = api.sources().tags(UUID.fromString(clip.path("source_id").asText()));
            assertThat(tags.get("rights")).isEqualTo(new TagValue(List.of("agency-1", "agency-2"), true));
            assertThat(tags).doesNotContainKey("camera");
        }
    }

    @Test
    void leavesAGapWhereAPartBeginsLater() throws IOException {
        Path file = site.file("gap.json", """
                {"parts": [{"source": "%1$s", "timerange": "[0:0_2:0)", "at": "0:0"},
                           {"source": "%1$s", "timerange": "[4:0_6:0)", "at": "10:0"}]}
                """.formatted(site.source(site.a)));

        JsonNode clip = site.clip("--from", file, "--label", "with a gap");

        for (String made : clip.path("flows").findValuesAsText("id")) {
            assertThat(site.segments(made))
                    .extracting(segment -> segment.timerange().toString())
                    .containsExactly("[0:0_2:0)", "[10:0_12:0)");
        }
        assertThat(clip.path("flows")).hasSize(2);
    }

    @Test
    void tellsWhereItCameFromThroughGenerations() {
        JsonNode child =
                site.clip("--from-flow", site.a, "--timerange", "[0:0_10:0)", "--start-at", "50:0", "--label", "child");
        JsonNode grandchild = site.clip(
                "--from-flow",
                child.at("/flows/0/id").asText(),
                "--timerange",
                "[52:0_54:0)",
                "--start-at",
                "0:0",
                "--label",
                "grandchild");

        TamsRun shown = site.run("clips", "show", grandchild.path("id").asText(), "--json");

        JsonNode story = shown.document();
        assertThat(story.at("/from/0/id").asText())
                .isEqualTo(child.path("source_id").asText());
        assertThat(story.at("/from/0/timerange").asText()).isEqualTo("[52:0_54:0)");
        assertThat(story.at("/from/0/from/0/id").asText())
                .isEqualTo(site.source(site.a).toString());
        assertThat(story.at("/from/0/from/0/timerange").asText()).isEqualTo("[0:0_10:0)");
        assertThat(story.path("used_by").findValuesAsText("flow_id"))
                .contains(site.a.toString(), child.at("/flows/0/id").asText());
        assertThat(site.run("clips", "list").out())
                .contains(
                        child.path("id").asText() + "  complete  child",
                        grandchild.path("id").asText());
    }

    @Test
    void usesTheObjectsAgainWhereTheStoreHasNoReferences() {
        TamsRun run = site.run(
                "clips", "create", "--from-flow", site.b, "--timerange", "[2:0_4:0)", "--by-reference", "--json");

        assertThat(run.err()).contains("takes no reference segments: the objects are used again");
        String made = run.document().at("/flows/0/id").asText();
        assertThat(site.segments(made))
                .extracting(Segment::objectId)
                .isEqualTo(List.of(site.segments(site.b.toString()).get(1).objectId()));
    }
}
