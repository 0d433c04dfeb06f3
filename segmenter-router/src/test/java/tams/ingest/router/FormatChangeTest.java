package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.PAL;
import static tams.ingest.router.Chunks.audio;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.video;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.SegmentPlanned.Flow;

/** A feed whose picture or sound takes another form: another Flow of the same Source goes on, on the same timeline. */
class FormatChangeTest {

    private static final Rational AAC = Rational.of(1_920);
    private static final UUID VIDEO = Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "video");
    private static final UUID MULTI = Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "multi");

    private final TimelineRun run = new TimelineRun();

    private static Stream sized(Stream stream, int width, int height) {
        ObjectNode json = Json.MAPPER.valueToTree(stream);
        json.put("width", width).put("height", height);
        return Json.read(Json.bytes(json), Stream.class);
    }

    private static Stream coded(Stream stream, String codec, int channels) {
        ObjectNode json = Json.MAPPER.valueToTree(stream);
        json.put("codec", codec).put("channels", channels);
        return Json.read(Json.bytes(json), Stream.class);
    }

    private static Stream hd(long number) {
        return video(256, 90_000 + number * 180_000, 50, PAL);
    }

    private static Stream sd(long number) {
        return sized(hd(number), 720, 576);
    }

    private static Stream sound(long number) {
        return audio(257, 88_000 + number * 180_000, 94, AAC);
    }

    private static ChunkArrived of(long number, Stream... streams) {
        return chunk(file(number + ".ts", "c" + number), number, measurement(streams));
    }

    private List<GapEvent> changes() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof GapEvent.FormatChanged)
                .toList();
    }

    private static Flow flow(SegmentPlanned plan, String role) {
        return plan.flows().stream()
                .filter(flow -> flow.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goesOnInAnotherFlowOfTheSameSourceAndSaysSo() {
        SegmentPlanned before = run.plan(of(1, hd(1)));
        SegmentPlanned after = run.plan(of(2, sd(2)));

        assertThat(before.flowId()).isEqualTo(VIDEO);
        assertThat(after.flowId()).isNotEqualTo(VIDEO);
        assertThat(after.flows().get(0).sourceId())
                .isEqualTo(before.flows().get(0).sourceId());
        assertThat(TimelineRun.rangeOf(after)).hasToString("[2:0_4:0)");
        assertThat(changes()).singleElement().satisfies(gap -> {
            GapEvent.FormatChanged change = (GapEvent.FormatChanged) gap;
            assertThat(change.flowId()).isEqualTo(after.flowId());
            assertThat(change.former()).isEqualTo(VIDEO);
            assertThat(change.change()).isEqualTo("video: picture 1280x720 became 720x576");
            assertThat(change.timerange()).hasToString("[2:0]");
        });
        assertThat(run.gaps).hasSize(1);
    }

    @Test
    void comesBackToTheEarlierFlow() {
        run.plan(of(1, hd(1)));
        SegmentPlanned small = run.plan(of(2, sd(2)));
        SegmentPlanned back = run.plan(of(3, hd(3)));
        SegmentPlanned again = run.plan(of(4, sd(4)));

        assertThat(back.flowId()).isEqualTo(VIDEO);
        assertThat(again.flowId()).isEqualTo(small.flowId());
        assertThat(changes()).hasSize(3);
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void takesNoWobbleOfTheFrameRateForAChange() {
        run.plan(of(1, hd(1)));
        SegmentPlanned plan = run.plan(of(2, video(256, 450_000, 49, new Rational(180_000, 49))));

        assertThat(plan.flowId()).isEqualTo(VIDEO);
        assertThat(changes()).isEmpty();
    }

    @Test
    void givesTheMuxAndTheTrackThatChangedNewFlowsAndKeepsTheOther() {
        SegmentPlanned before = run.plan(of(1, hd(1), sound(1)));
        SegmentPlanned after = run.plan(of(2, hd(2), coded(sound(2), "ac3", 6)));

        assertThat(before.flowId()).isEqualTo(MULTI);
        assertThat(after.flowId()).isNotEqualTo(MULTI);
        assertThat(flow(after, "video").id()).isEqualTo(VIDEO);
        assertThat(flow(after, "audio").id()).isNotEqualTo(flow(before, "audio").id());
        assertThat(flow(after, "audio").sourceId())
                .isEqualTo(flow(before, "audio").sourceId());
        assertThat(flow(after, "multi").sourceId())
                .isEqualTo(flow(before, "multi").sourceId());
        assertThat(((GapEvent.FormatChanged) changes().get(0)).change())
                .isEqualTo("audio: codec aac became ac3, channels 2 became 6");
    }

    @Test
    void keepsTheMuxWhenATrackComesLateOrIsMissingForAWhile() {
        run.plan(of(1, hd(1), sound(1)));
        run.plan(of(2, hd(2)));
        SegmentPlanned richer = run.plan(of(3, hd(3), sound(3), audio(258, 628_000, 94, AAC)));

        assertThat(richer.flowId()).isEqualTo(MULTI);
        assertThat(richer.flows()).extracting(Flow::role).containsExactly("multi", "video", "audio", "audio-2");
        assertThat(changes()).isEmpty();
    }

    @Test
    void putsALateChunkOfTheOldFormWhereItBelongsWithoutAWord() {
        run.plan(of(1, hd(1)));
        run.plan(of(3, sd(3)));
        SegmentPlanned late = run.plan(of(2, hd(2)));
        run.plan(of(4, sd(4)));

        assertThat(late.flowId()).isEqualTo(VIDEO);
        assertThat(TimelineRun.rangeOf(late)).hasToString("[2:0_4:0)");
        assertThat(changes()).hasSize(1);
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void reportsAGapAcrossTheChangeAndItsFilling() {
        run.plan(of(1, hd(1)));
        run.plan(of(3, sd(3)));

        assertThat(run.openGaps()).containsExactly("[2:0_4:0)");
        run.plan(of(2, sd(2)));
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void holdsTimeThatAnyFormHas() {
        SegmentPlanned first = run.plan(of(1, hd(1)));
        run.plan(of(2, sd(2)));

        ChunkRefused refused = run.refuse(chunk(file("other.ts", "other"), 1L, measurement(sd(1))));

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(refused.other()).isEqualTo(first.arrival());
        assertThat(run.timeline.forms().known()).hasSize(2);
    }

    @Test
    void readsATimelineThatWasStoredBeforeThereWereForms() {
        run.plan(of(1, hd(1)));
        ObjectNode stored = Json.MAPPER.valueToTree(run.timeline);
        stored.remove("forms");
        run.timeline = Json.read(Json.bytes(stored), FeedTimeline.class);

        SegmentPlanned same = run.plan(of(2, hd(2)));
        SegmentPlanned other = run.plan(of(3, sd(3)));

        assertThat(same.flowId()).isEqualTo(VIDEO);
        assertThat(other.flowId()).isNotEqualTo(VIDEO);
        assertThat(run.openGaps()).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    /** Goal: the timeline does not care about forms. Method: the same disturbed feed with and without changes of form. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void placesEveryChunkWhereItWouldLieWithoutAnyChange(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        TimelineRun plain = new TimelineRun();
        List<SegmentPlanned> plans = new ArrayList<>();
        List<Long> numbers = disturbed(random);
        for (long number : numbers) {
            boolean small = random.nextInt(3) == 0;
            plain.plan(of(number, hd(number), sound(number)));
            plans.add(run.plan(of(number, small ? sd(number) : hd(number), sound(number))));
        }
        TimelineRun replay = new TimelineRun();

        assertThat(run.ranges()).isEqualTo(plain.ranges());
        assertThat(run.openGaps()).isEqualTo(plain.openGaps());
        assertThat(plans.stream().map(plan -> replay.plan(repeated(plan)))).isEqualTo(plans);
        assertThat(plans.stream().map(SegmentPlanned::flowId).distinct()).hasSizeLessThanOrEqualTo(2);
    }

    private static ChunkArrived repeated(SegmentPlanned plan) {
        long number = Long.parseLong(plan.file().path().replaceAll(".*/(\\d+)\\.ts", "$1"));
        Stream picture = Optional.ofNullable(flow(plan, "video").essence()).orElseThrow();
        return of(number, picture, sound(number));
    }

    /** Numbers 1 to 30, some missing, neighbours swapped; the first in its place. */
    private static List<Long> disturbed(Random random) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= 30; number++) {
            if (number == 1 || random.nextInt(8) > 0) {
                numbers.add(number);
            }
        }
        for (int i = 1; i + 1 < numbers.size(); i += 2) {
            if (random.nextBoolean()) {
                Long other = numbers.get(i);
                numbers.set(i, numbers.get(i + 1));
                numbers.set(i + 1, other);
            }
        }
        return numbers;
    }
}
