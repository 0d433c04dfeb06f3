package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

/**
 * Goal: the services are told exactly what a clip is to show, and a clip that has an end keeps it. Method: a real store and
 * a real broker; {@code ClipJourneyTest} has the services too.
 */
class GrowingClipTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ClipSite site;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static Settings settings;

    @BeforeAll
    static void start() throws IOException {
        site = new ClipSite(folder);
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        settings =
                Settings.load(null, Map.of(), Map.of("kafka.bootstrap", broker.bootstrap(), "kafka.partitions", "1"));
        TopicSetup.ensure(settings);
        site.knows(settings);
    }

    @AfterAll
    static void stop() {
        broker.close();
        site.close();
    }

    private static ClipDefined told(JsonNode clip) {
        return java.util.Objects.requireNonNull(
                ClipTopic.read(settings).get(UUID.fromString(clip.path("id").asText())));
    }

    private static String tag(JsonNode clip) {
        try (HttpTamsStore api = site.api()) {
            return String.valueOf(api.sources()
                    .tags(UUID.fromString(clip.path("id").asText()))
                    .get(Provenance.TAG));
        }
    }

    @Test
    void makesFlowsAndLeavesTheirSegmentsToTheServices() {
        JsonNode clip = site.clip(
                "--from-source", site.source(site.a), "--timerange", "[4:0_", "--shift", "-4:0", "--delay", "30s");

        assertThat(clip.path("state").asText()).isEqualTo("growing");
        ClipDefined told = told(clip);
        assertThat(told.timerange()).isEqualTo(TimeRange.parse("[4:0_"));
        assertThat(told.shift()).isEqualTo(Timestamp.ofSeconds(-4));
        assertThat(told.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(told.tracks())
                .extracting(ClipDefined.Track::fromFlowId)
                .containsExactlyInAnyOrder(site.a, site.small);
        assertThat(told.tracks())
                .extracting(track -> track.flowId().toString())
                .isEqualTo(clip.path("flows").findValuesAsText("id"));
        for (String flow : clip.path("flows").findValuesAsText("id")) {
            assertThat(site.segments(flow)).isEmpty();
        }
        assertThat(tag(clip)).contains("[4:0_ at 0:0");
    }

    @Test
    void keepsAnEndThatItWasGiven() {
        Object[] words = {"--from-flow", site.b, "--timerange", "[4:0_", "--label", "stopped"};
        JsonNode clip = site.clip(words);
        String id = clip.path("id").asText();
        assertThat(site.run("clips", "list").out()).contains(id + "  growing");

        TamsRun early = site.run("clips", "stop", id, "--at", "4:0");
        TamsRun now = site.run("clips", "stop", id);
        TamsRun again = site.run("clips", "stop", id, "--json");
        TamsRun other = site.run("clips", "stop", id, "--at", "8:0");
        TamsRun anew = site.run("clips", "create", words[0], words[1], words[2], words[3], words[4], words[5]);

        assertThat(early.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(early.err()).contains("with nothing in it");
        assertThat(now.exitCode()).as(now.err()).isZero();
        assertThat(now.out()).contains(id + "  [4:0_20:0)");
        assertThat(told(clip).timerange()).isEqualTo(TimeRange.parse("[4:0_20:0)"));
        assertThat(tag(clip)).contains("[4:0_20:0) at 4:0");
        assertThat(again.document().path("timerange").asText()).isEqualTo("[4:0_20:0)");
        assertThat(other.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(other.err()).contains("has an end already");
        assertThat(anew.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(anew.err()).contains("was stopped and shows [4:0_20:0)");
        assertThat(site.run("clips", "list").out()).contains(id + "  complete");
    }

    @Test
    void letsAClipWithAnEndFollowWhatComesLateUnlessToldNotTo() {
        JsonNode followed = site.clip("--from-flow", site.a, "--timerange", "[1:0_3:0)", "--whole-segments");
        JsonNode once = site.clip("--from-flow", site.a, "--timerange", "[1:0_5:0)", "--once");

        assertThat(site.segments(followed.at("/flows/0/id").asText())).hasSize(2);
        assertThat(told(followed).timerange()).isEqualTo(TimeRange.parse("[1:0_3:0)"));
        assertThat(told(followed).wholeSegments()).isTrue();
        assertThat(told(followed).isOpen()).isFalse();
        assertThat(ClipTopic.read(settings))
                .doesNotContainKey(UUID.fromString(once.path("id").asText()));
    }

    @Test
    void saysWhatDoesNotGoWithGrowing() {
        TamsRun reference =
                site.run("clips", "create", "--from-flow", site.a, "--timerange", "[1:0_", "--by-reference");
        TamsRun delay = site.run("clips", "create", "--from-flow", site.a, "--timerange", "[1:0_3:0)", "--delay", "3s");
        TamsRun never =
                site.run("clips", "create", "--from-flow", site.a, "--timerange", "[1:0_", "--delay", "3 fortnights");
        TamsRun unknown = site.run("clips", "stop", site.a);

        assertThat(reference.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(reference.err()).contains("--by-reference and --once go with a range that has both ends");
        assertThat(delay.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(delay.err()).contains("--delay goes with a range that has no end");
        assertThat(never.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(never.err()).contains("--delay");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(unknown.err()).contains("no clip " + site.a);
    }
}
