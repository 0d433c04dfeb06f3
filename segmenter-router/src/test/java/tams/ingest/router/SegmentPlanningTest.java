package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.DrivenRouter.START;
import static tams.ingest.router.DrivenRouter.flow;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.GapDetected;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** What the topology answers to each announced chunk, and what it forgets. */
class SegmentPlanningTest {

    @TempDir
    Path state;

    private DrivenRouter router;

    @BeforeEach
    void start() {
        router = new DrivenRouter(state);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void plansEachChunkAndReportsTheGapsBetween() {
        Chunks.bbb().forEach(router::announce);
        router.driver.advanceWallClockTime(Duration.ofSeconds(13));

        assertThat(router.segments.readValuesToList()).hasSize(9).allMatch(event -> event instanceof SegmentPlanned);
        assertThat(router.gaps.readValuesToList())
                .allMatch(gap -> gap instanceof GapDetected)
                .extracting(gap -> gap.timerange().toString())
                .containsExactly(
                        "[6:6000000_18:18000000)",
                        "[30:30000000_42:42000000)",
                        "[54:54000000_60:60000000)",
                        "[78:78000000_84:84000000)");
    }

    @Test
    void givesTheSameAnswerAgainByteForByte() {
        TestOutputTopic<String, byte[]> bytes = router.driver.createOutputTopic(
                "x.ingest.segments", new StringDeserializer(), new ByteArrayDeserializer());
        router.announce(Chunks.bbb(1));
        router.announce(Chunks.bbb(2));
        TestRecord<String, byte[]> first = bytes.readRecord();
        TestRecord<String, byte[]> second = bytes.readRecord();

        router.announce(Chunks.bbb(1));
        router.announce(Chunks.bbb(2));

        assertThat(bytes.readRecord().value()).isEqualTo(first.value());
        assertThat(bytes.readRecord().value()).isEqualTo(second.value());
    }

    @Test
    void plansAnArrivalAnewOnceItsFolderIsMapped() {
        ChunkArrived mapped = Chunks.bbb(1);
        router.announce(Chunks.chunk(mapped.file(), 1L, Chunks.measurement(), null));
        router.announce(Chunks.chunk(mapped.file(), 1L, Chunks.measurement(), null));
        router.announce(mapped);

        List<SegmentEvent> results = router.segments.readValuesToList();

        assertThat(results.subList(0, 2))
                .allMatch(event -> event instanceof ChunkRefused refused
                        && refused.verdict() == ChunkRefused.Verdict.UNMAPPED
                        && refused.reason().contains("feeds apply"));
        assertThat(results.get(2)).isInstanceOf(SegmentPlanned.class);
    }

    @Test
    void holdsAGapForTheReorderWindowAndAcrossSilenceOnly() {
        router.announce(Chunks.bbb(1));
        router.announce(Chunks.bbb(3));
        router.driver.advanceWallClockTime(Duration.ofSeconds(9));
        assertThat(router.gaps.isEmpty()).isTrue();
        assertThat(counted()).isZero();

        router.driver.advanceWallClockTime(Duration.ofSeconds(2));

        GapEvent gap = router.gaps.readValue();
        assertThat(gap.timerange()).isEqualTo(TimeRange.parse("[6:6000000_12:12000000)"));
        assertThat(gap.at()).isEqualTo(Chunks.bbb(3).at());
        assertThat(counted()).isEqualTo(1);
        router.driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(router.gaps.isEmpty()).isTrue();
    }

    @Test
    void reportsAndCountsAChangeOfForm() {
        router.announce(Chunks.pal(1));
        assertThat(counted("tams.ingest.format.changes")).isZero();
        Stream other = Chunks.stream(256, Kind.VIDEO, "hevc", 486_000, 486_000 + 49 * 3_600, 50, Chunks.PAL);
        router.announce(Chunks.chunk(Chunks.file("2.ts", "other"), 2L, Chunks.measurement(other)));

        assertThat(router.gaps.readValuesToList())
                .singleElement()
                .isInstanceOfSatisfying(
                        GapEvent.FormatChanged.class,
                        change -> assertThat(change.change()).isEqualTo("video: codec h264 became hevc"));
        assertThat(counted("tams.ingest.format.changes")).isEqualTo(1);
    }

    private double counted() {
        return counted("tams.ingest.gaps");
    }

    private double counted(String meter) {
        return router.meters.get(meter).tag("feed", Chunks.FEED).counter().count();
    }

    @Test
    void namesTheHolderOfTheTimeInAConflict() {
        router.announce(Chunks.bbb(1));
        router.announce(Chunks.bbb(2));
        ChunkArrived other = Chunks.chunk(
                Chunks.file("again_002.ts", "re-encoded"),
                2L,
                requireNonNull(Chunks.bbb(2).measurement()));
        router.announce(other);

        ChunkRefused refused = (ChunkRefused) router.segments.readValuesToList().get(2);

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(refused.other()).isEqualTo(Chunks.bbb(2).arrival());
        assertThat(refused.reason()).contains("[6:6000000_12:12000000)");
        assertThat(router.gaps.readValue())
                .isEqualTo(new GapEvent.OverlapDetected(
                        Chunks.FEED,
                        flow(),
                        TimeRange.parse("[6:6000000_12:12000000)"),
                        other.arrival(),
                        Chunks.bbb(2).arrival(),
                        other.at()));
    }

    @Test
    void refusesWhatHasNoPlaceInTimeAndGoesOn() {
        router.announce(Chunks.bbb(1));
        router.announce(Chunks.chunk(Chunks.file("absurd.ts", "absurd"), 2L, Chunks.measurement(absurd())));
        router.announce(Chunks.bbb(2));

        List<SegmentEvent> results = router.segments.readValuesToList();

        assertThat(((ChunkRefused) results.get(1)).cause()).isEqualTo("NOT_PLACEABLE");
        assertThat(results.get(2)).isInstanceOf(SegmentPlanned.class);
    }

    /** More key frames than a segment can name. */
    private static Stream absurd() {
        return new Stream(
                256,
                1,
                Kind.VIDEO,
                "h264",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                180,
                0,
                Long.MAX_VALUE,
                726_546L,
                1_264_083L,
                Rational.of(3_003),
                726_546L,
                1_267_086L,
                null,
                null,
                List.of());
    }

    @Test
    void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() {
        TestInputTopic<String, String> raw =
                router.driver.createInputTopic("x.ingest.chunks", new StringSerializer(), new StringSerializer());
        TestOutputTopic<String, byte[]> letters = router.driver.createOutputTopic(
                "x.ingest.dead-letters", new StringDeserializer(), new ByteArrayDeserializer());
        raw.pipeInput(Chunks.FEED, "no event");
        router.chunks.pipeInput("another-feed", Chunks.bbb(1));
        router.announce(Chunks.bbb(1));

        assertThat(router.segments.readValuesToList()).hasSize(1);
        TestRecord<String, byte[]> unreadable = letters.readRecord();
        assertThat(new String(unreadable.value(), StandardCharsets.UTF_8)).isEqualTo("no event");
        assertThat(header(unreadable.headers(), "__streams.errors.topic")).isEqualTo("x.ingest.chunks");
        assertThat(header(letters.readRecord().headers(), "__streams.errors.message"))
                .contains("another-feed");
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void forgetsDecisionsAfterFiveWeeksByRecordTime() {
        router.chunks.pipeInput(Chunks.FEED, Chunks.bbb(1), START);
        Instant later = START.plus(PlanMemory.KEPT).plusSeconds(60);
        router.chunks.pipeInput(Chunks.FEED, Chunks.bbb(2), later);
        router.chunks.pipeInput(Chunks.FEED, Chunks.bbb(3), later.plusSeconds(120));

        var plans = router.driver.<String, Remembered>getKeyValueStore(PlanSegments.PLANS);

        assertThat(plans.get(Chunks.FEED + "/a/" + Chunks.bbb(1).arrival())).isNull();
        assertThat(plans.get(Chunks.FEED + "/a/" + Chunks.bbb(2).arrival())).isNotNull();
    }
}
