package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.EventSerializer;

/** Goal: what is registered reaches the clips that show it, whenever either of them came, and no other. */
class JoinClipsTest {

    private static final UUID CLIP = Ids.edit("source", "a clip");
    private static final UUID OTHER = Ids.edit("source", "another clip");
    private static final Timestamp SHIFT = Timestamp.parse("-5:0");

    @TempDir
    Path state;

    private DrivenRouter router;
    private TestInputTopic<String, Event> clips;
    private TestOutputTopic<String, ReferencePlanned> references;

    @BeforeEach
    void start() {
        router = new DrivenRouter(state);
        clips = router.driver.createInputTopic("x.ingest.clips", new StringSerializer(), new EventSerializer());
        references = router.driver.createOutputTopic(
                "x.ingest.references", new StringDeserializer(), new EventDeserializer<>(Topics.REFERENCES));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    private static UUID flowOf(UUID clip) {
        return Ids.edit("flow", clip.toString());
    }

    private void defined(UUID clip, UUID from, String range, @Nullable Duration delay, Instant at) {
        ClipDefined defined = new ClipDefined(
                clip,
                "a clip",
                TimeRange.parse(range),
                SHIFT,
                false,
                delay,
                List.of(new ClipDefined.Track(flowOf(clip), from)),
                at);
        clips.pipeInput(defined.key(), defined, at);
    }

    private void defined(UUID clip, String range) {
        defined(clip, DrivenRouter.flow(), range, null, DrivenRouter.START);
    }

    private void registered(String range) {
        line(Outcome.State.REGISTERED, range, DrivenRouter.START);
    }

    private void line(Outcome.State state, String range, Instant at) {
        ChunkArrived chunk = Chunks.bbb(1);
        Outcome line = new Outcome(
                Chunks.FEED,
                chunk.arrival(),
                chunk.file(),
                state,
                null,
                null,
                DrivenRouter.flow(),
                state == Outcome.State.REGISTERED ? "object of " + range : null,
                List.of(TimeRange.parse(range)),
                1,
                null,
                Feed.After.ARCHIVE,
                chunk.at(),
                chunk.at());
        router.outcomes.pipeInput(line.key(), line, at);
    }

    private List<String> planned() {
        return references.readValuesToList().stream()
                .map(plan -> plan.action() + " " + plan.timerange() + " by " + plan.shift() + " in "
                        + (plan.flow().equals(flowOf(CLIP)) ? "clip" : "other"))
                .toList();
    }

    @Test
    void plansAllThatWasThereBeforeAndEachSegmentThatComesCutToTheClip() {
        registered("[0:0_6:0)");
        defined(CLIP, "[5:0_");
        registered("[6:0_12:0)");
        // Late, before the clip and on its edge.
        registered("[0:0_5:0)");
        registered("[4:0_6:0)");

        List<TestRecord<String, ReferencePlanned>> records = references.readRecordsToList();

        assertThat(records)
                .extracting(TestRecord::key)
                .containsOnly(flowOf(CLIP).toString());
        assertThat(records)
                .extracting(record -> record.value().timerange().toString())
                .containsExactly("[5:0_", "[6:0_12:0)", "[5:0_6:0)");
        assertThat(records)
                .extracting(record -> record.value().objectId())
                .containsExactly(null, "object of [6:0_12:0)", "object of [4:0_6:0)");
        assertThat(records).allMatch(record -> record.value().shift().equals(SHIFT));
    }

    @Test
    void plansNothingOfWhatIsNotRegisteredNorForClipsOfOtherFlows() {
        defined(CLIP, Ids.edit("flow", "somebody else's"), "[0:0_", null, DrivenRouter.START);
        assertThat(planned()).hasSize(1);

        line(Outcome.State.PENDING, "[0:0_6:0)", DrivenRouter.START);
        line(Outcome.State.CONFLICT, "[0:0_6:0)", DrivenRouter.START);
        registered("[6:0_12:0)");

        assertThat(planned()).isEmpty();
    }

    @Test
    void givesEachClipOfAFlowItsOwn() {
        defined(CLIP, "[0:0_10:0)");
        defined(OTHER, "[8:0_20:0)");
        planned();

        registered("[6:0_12:0)");
        clips.pipeInput(CLIP.toString(), null);
        registered("[9:0_12:0)");

        assertThat(planned())
                .containsExactlyInAnyOrder(
                        "fill [6:0_10:0) by -5:0 in clip",
                        "fill [8:0_12:0) by -5:0 in other",
                        "fill [9:0_10:0) by -5:0 in clip",
                        "fill [9:0_12:0) by -5:0 in other");
    }

    @Test
    void takesOutWhatLiesBehindAnEndThatIsGivenLaterAndStillTakesWhatComesLate() {
        defined(CLIP, "[0:0_");
        registered("[6:0_12:0)");
        defined(CLIP, "[0:0_10:0)");
        registered("[12:0_18:0)");
        registered("[0:0_6:0)");

        assertThat(planned())
                .containsExactly(
                        "fill [0:0_ by -5:0 in clip",
                        "fill [6:0_12:0) by -5:0 in clip",
                        "trim [0:0_10:0) by -5:0 in clip",
                        "fill [0:0_10:0) by -5:0 in clip",
                        "fill [0:0_6:0) by -5:0 in clip");
    }

    @Test
    void holdsBackWhatAClipIsToShowLaterAndForgetsWhatItDoesNotShowAnyMore() {
        Instant start = DrivenRouter.START;
        defined(CLIP, DrivenRouter.flow(), "[0:0_", Duration.ofSeconds(30), start);
        line(Outcome.State.REGISTERED, "[6:0_12:0)", start.plusSeconds(5));
        line(Outcome.State.REGISTERED, "[12:0_18:0)", start.plusSeconds(10));

        router.driver.advanceWallClockTime(Duration.ofSeconds(29));
        assertThat(planned()).isEmpty();
        router.driver.advanceWallClockTime(Duration.ofSeconds(2));
        assertThat(planned()).containsExactly("fill [0:0_ by -5:0 in clip");
        defined(CLIP, DrivenRouter.flow(), "[0:0_12:0)", Duration.ofSeconds(30), start.plusSeconds(31));
        assertThat(planned()).containsExactly("trim [0:0_12:0) by -5:0 in clip");

        router.driver.advanceWallClockTime(Duration.ofSeconds(60));

        assertThat(planned()).containsExactly("fill [6:0_12:0) by -5:0 in clip", "fill [0:0_12:0) by -5:0 in clip");
    }
}
