package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.GapDetected;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.EventSerializer;

class RouterTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path state;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, Event> chunks;
    private TestInputTopic<String, Event> outcomes;
    private TestOutputTopic<String, SegmentEvent> segments;
    private TestOutputTopic<String, GapEvent> gaps;
    private TestOutputTopic<String, FeedStatus> statuses;

    @BeforeEach
    void start() {
        Map<String, Object> options = RouterOptions.processing("x.");
        options.put(StreamsConfig.APPLICATION_ID_CONFIG, "router-test");
        options.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        options.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        // Playing transactions, the driver forgets what is sent before a record reaches the first processor.
        options.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        options.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateLimits.class);
        Topology topology = RouterTopology.build("x.", meters, new StreamsConfig(options));
        Properties properties = new Properties();
        properties.putAll(options);
        driver = new TopologyTestDriver(topology, properties, START);
        chunks = driver.createInputTopic("x.ingest.chunks", new StringSerializer(), new EventSerializer());
        outcomes = driver.createInputTopic("x.ingest.outcomes", new StringSerializer(), new EventSerializer());
        segments = output(Topics.SEGMENTS);
        gaps = output(Topics.GAPS);
        statuses = output(Topics.FEED_STATUS);
    }

    private <T extends Event> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic("x." + topic.name(), new StringDeserializer(), new EventDeserializer<>(topic));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void isAsDrawn() throws IOException {
        StreamsConfig config = new StreamsConfig(withNames(RouterOptions.processing("")));
        String drawn = RouterTopology.build("", new SimpleMeterRegistry(), config)
                .describe()
                .toString();

        assertThat(drawn.strip() + "\n").isEqualTo(resource("/topology.txt"));
    }

    private static Map<String, Object> withNames(Map<String, Object> options) {
        options.put(StreamsConfig.APPLICATION_ID_CONFIG, "router-test");
        options.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return options;
    }

    private static String resource(String name) {
        try (var in = RouterTopologyTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void plansEachChunkAndReportsTheGapsBetween() {
        Chunks.bbb().forEach(this::announce);
        driver.advanceWallClockTime(Duration.ofSeconds(13));

        assertThat(segments.readValuesToList()).hasSize(9).allMatch(event -> event instanceof SegmentPlanned);
        assertThat(gaps.readValuesToList())
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
        TestOutputTopic<String, byte[]> bytes =
                driver.createOutputTopic("x.ingest.segments", new StringDeserializer(), new ByteArrayDeserializer());
        announce(Chunks.bbb(1));
        announce(Chunks.bbb(2));
        TestRecord<String, byte[]> first = bytes.readRecord();
        TestRecord<String, byte[]> second = bytes.readRecord();

        announce(Chunks.bbb(1));
        announce(Chunks.bbb(2));

        assertThat(bytes.readRecord().value()).isEqualTo(first.value());
        assertThat(bytes.readRecord().value()).isEqualTo(second.value());
    }

    @Test
    void plansAnArrivalAnewOnceItsFolderIsMapped() {
        ChunkArrived mapped = Chunks.bbb(1);
        announce(Chunks.chunk(mapped.file(), 1L, Chunks.measurement(), null));
        announce(Chunks.chunk(mapped.file(), 1L, Chunks.measurement(), null));
        announce(mapped);

        List<SegmentEvent> results = segments.readValuesToList();

        assertThat(results.subList(0, 2))
                .allMatch(event -> event instanceof ChunkRefused refused
                        && refused.verdict() == ChunkRefused.Verdict.UNMAPPED
                        && refused.reason().contains("feeds apply"));
        assertThat(results.get(2)).isInstanceOf(SegmentPlanned.class);
    }

    @Test
    void holdsAGapForTheReorderWindowAndAcrossSilenceOnly() {
        announce(Chunks.bbb(1));
        announce(Chunks.bbb(3));
        driver.advanceWallClockTime(Duration.ofSeconds(9));
        assertThat(gaps.isEmpty()).isTrue();
        assertThat(counted()).isZero();

        driver.advanceWallClockTime(Duration.ofSeconds(2));

        GapEvent gap = gaps.readValue();
        assertThat(gap.timerange()).isEqualTo(TimeRange.parse("[6:6000000_12:12000000)"));
        assertThat(gap.at()).isEqualTo(Chunks.bbb(3).at());
        assertThat(counted()).isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(gaps.isEmpty()).isTrue();
    }

    private double counted() {
        return meters.get("tams.ingest.gaps").tag("feed", Chunks.FEED).counter().count();
    }

    @Test
    void namesTheHolderOfTheTimeInAConflict() {
        announce(Chunks.bbb(1));
        announce(Chunks.bbb(2));
        ChunkArrived other = Chunks.chunk(
                Chunks.file("again_002.ts", "re-encoded"),
                2L,
                requireNonNull(Chunks.bbb(2).measurement()));
        announce(other);

        ChunkRefused refused = (ChunkRefused) segments.readValuesToList().get(2);

        assertThat(refused.verdict()).isEqualTo(ChunkRefused.Verdict.CONFLICT);
        assertThat(refused.other()).isEqualTo(Chunks.bbb(2).arrival());
        assertThat(refused.reason()).contains("[6:6000000_12:12000000)");
        assertThat(gaps.readValue())
                .isEqualTo(new GapEvent.OverlapDetected(
                        Chunks.FEED,
                        flow(),
                        TimeRange.parse("[6:6000000_12:12000000)"),
                        other.arrival(),
                        Chunks.bbb(2).arrival(),
                        other.at()));
    }

    private static UUID flow() {
        return Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "video");
    }

    @Test
    void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() {
        TestInputTopic<String, String> raw =
                driver.createInputTopic("x.ingest.chunks", new StringSerializer(), new StringSerializer());
        TestOutputTopic<String, byte[]> letters = driver.createOutputTopic(
                "x.ingest.dead-letters", new StringDeserializer(), new ByteArrayDeserializer());
        raw.pipeInput(Chunks.FEED, "no event");
        chunks.pipeInput("another-feed", Chunks.bbb(1));
        announce(Chunks.bbb(1));

        assertThat(segments.readValuesToList()).hasSize(1);
        TestRecord<String, byte[]> unreadable = letters.readRecord();
        assertThat(new String(unreadable.value(), StandardCharsets.UTF_8)).isEqualTo("no event");
        assertThat(header(unreadable.headers(), "__streams.errors.topic")).isEqualTo("x.ingest.chunks");
        assertThat(header(letters.readRecord().headers(), "__streams.errors.message"))
                .contains("another-feed");
    }

    @Test
    void refusesWhatHasNoPlaceInTimeAndGoesOn() {
        announce(Chunks.bbb(1));
        announce(Chunks.chunk(Chunks.file("absurd.ts", "absurd"), 2L, Chunks.measurement(absurd())));
        announce(Chunks.bbb(2));

        List<SegmentEvent> results = segments.readValuesToList();

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
                1_267_086L);
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void forgetsDecisionsAfterFiveWeeksByRecordTime() {
        chunks.pipeInput(Chunks.FEED, Chunks.bbb(1), START);
        Instant later = START.plus(PlanMemory.KEPT).plusSeconds(60);
        chunks.pipeInput(Chunks.FEED, Chunks.bbb(2), later);
        chunks.pipeInput(Chunks.FEED, Chunks.bbb(3), later.plusSeconds(120));

        var plans = driver.<String, Remembered>getKeyValueStore(PlanSegments.PLANS);

        assertThat(plans.get(Chunks.FEED + "/a/" + Chunks.bbb(1).arrival())).isNull();
        assertThat(plans.get(Chunks.FEED + "/a/" + Chunks.bbb(2).arrival())).isNotNull();
    }

    @Test
    void countsEachArrivalOnceWhateverIsRepeated() {
        ChunkArrived chunk = Chunks.bbb(1);
        record(chunk, Outcome.State.PENDING, 1);
        record(chunk, Outcome.State.PENDING, 2);
        record(chunk, Outcome.State.REGISTERED, 3);
        record(chunk, Outcome.State.PENDING, 1);
        record(chunk, Outcome.State.REGISTERED, 3);
        record(Chunks.bbb(2), Outcome.State.PARKED, 4);
        record(Chunks.bbb(4), Outcome.State.CONFLICT, 5);
        outcomes.pipeInput(Outcome.key(Chunks.FEED, Chunks.bbb(2).arrival()), null);
        outcomes.pipeInput(Outcome.key(Chunks.FEED, chunk.arrival()), null);

        List<FeedStatus> lines = statuses.readValuesToList();

        FeedStatus last = lines.get(lines.size() - 1);
        assertThat(last.seen()).isEqualTo(2);
        assertThat(last.registered()).isEqualTo(1);
        assertThat(last.conflict()).isEqualTo(1);
        assertThat(last.parked() + last.pending()).isZero();
        assertThat(last.delaysMs()).containsExactly(3_000);
        assertThat(last.lastTimerange()).isEqualTo(TimeRange.parse("[0:0_6:6000000)"));
        assertThat(last.lastRegisteredAt()).isEqualTo(Chunks.AT.plusSeconds(4));
    }

    @Test
    void countsTheGapsThatAreOpenNow() {
        announce(Chunks.bbb(1));
        announce(Chunks.bbb(4));
        driver.advanceWallClockTime(Duration.ofSeconds(12));
        announce(Chunks.bbb(2));
        announce(Chunks.bbb(3));

        assertThat(statuses.readValuesToList()).extracting(FeedStatus::gaps).containsExactly(1L, 0L);
    }

    @Test
    void removesTheRowOfAFolderOnceItsParkedLinesAreGone() {
        String key = Outcome.key("lost+found", Chunks.bbb(1).arrival());
        outcomes.pipeInput(key, outcome("lost+found", Chunks.bbb(1), Outcome.State.PARKED, 1));
        outcomes.pipeInput(key, null);

        List<TestRecord<String, FeedStatus>> rows = statuses.readRecordsToList();

        assertThat(rows).extracting(TestRecord::key).containsOnly("lost+found");
        assertThat(rows.get(0).value().parked()).isEqualTo(1);
        assertThat(rows.get(1).value()).isNull();
    }

    private void announce(ChunkArrived chunk) {
        chunks.pipeInput(chunk.feed(), chunk, START);
    }

    private void record(ChunkArrived chunk, Outcome.State state, long seconds) {
        Outcome line = outcome(Chunks.FEED, chunk, state, seconds);
        outcomes.pipeInput(line.key(), line);
    }

    private static Outcome outcome(String feed, ChunkArrived chunk, Outcome.State state, long seconds) {
        boolean registered = state == Outcome.State.REGISTERED;
        return new Outcome(
                feed,
                chunk.arrival(),
                chunk.file(),
                state,
                null,
                null,
                registered ? flow() : null,
                registered ? "object" : null,
                registered ? List.of(TimeRange.parse("[0:0_6:6000000)")) : List.of(),
                1,
                null,
                Feed.After.ARCHIVE,
                chunk.at(),
                chunk.at().plusSeconds(seconds));
    }
}
