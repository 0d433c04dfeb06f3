package tams.ingest.router;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.EventSerializer;

/** The whole topology under Kafka's test driver: records go in and come out, time stands until it is moved. */
final class DrivenRouter implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver driver;
    final TestInputTopic<String, Event> chunks;
    final TestInputTopic<String, Event> outcomes;
    final TestOutputTopic<String, SegmentEvent> segments;
    final TestOutputTopic<String, GapEvent> gaps;
    final TestInputTopic<String, Event> ends;
    final TestOutputTopic<String, FeedStatus> statuses;

    DrivenRouter(Path state) {
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
        ends = driver.createInputTopic("x.ingest.feed-status", new StringSerializer(), new EventSerializer());
        segments = output(Topics.SEGMENTS);
        gaps = output(Topics.GAPS);
        statuses = driver.createOutputTopic(
                "x.ingest.feed-status", new StringDeserializer(), EventDeserializer.of(FeedStatus.class));
    }

    private <T extends Event> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic("x." + topic.name(), new StringDeserializer(), new EventDeserializer<>(topic));
    }

    void announce(ChunkArrived chunk) {
        chunks.pipeInput(chunk.feed(), chunk, START);
    }

    void record(ChunkArrived chunk, Outcome.State state, long seconds) {
        Outcome line = outcome(Chunks.FEED, chunk, state, seconds);
        outcomes.pipeInput(line.key(), line);
    }

    static Outcome outcome(String feed, ChunkArrived chunk, Outcome.State state, long seconds) {
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

    static UUID flow() {
        return Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "video");
    }

    @Override
    public void close() {
        driver.close();
    }
}
