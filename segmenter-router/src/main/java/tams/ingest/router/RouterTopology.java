package tams.ingest.router;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.EventSerializer;

/**
 * The path of a chunk through segmenter-router, the live line of its feed, and the clips that show it.
 *
 * <pre>
 *   ingest.chunks ─▶ read-chunks ─┬▶ plan-segments ─┬▶ write-segments ─▶ ingest.segments
 *   ingest.feed-status ─▶ read-ends ─┘                 └▶ write-gaps ─▶ ingest.gaps
 *
 *   ingest.outcomes ─▶ read-outcomes ─▶ key-by-feed ─▶ (ledger-by-feed) ─┬▶ tally-feeds ─▶ write-feed-status ─▶ ingest.feed-status
 *   ingest.gaps ─▶ read-gaps ────────────────────────────────────────────┘
 *
 *   ingest.outcomes ─▶ read-outcomes ─▶ (registered-by-flow) ─┬▶ join-clips ─▶ write-references ─▶ ingest.references
 *   ingest.clips ─▶ read-clips ─▶ (clips-by-flow) ────────────┘
 * </pre>
 *
 * <p>Building it touches no broker, so the whole of it runs under {@code TopologyTestDriver}.
 */
final class RouterTopology {

    private final StreamsBuilder builder;
    private final String prefix;
    private final MeterRegistry meters;

    private RouterTopology(String prefix, MeterRegistry meters, StreamsConfig config) {
        this.builder = new StreamsBuilder(new TopologyConfig(config));
        this.prefix = prefix;
        this.meters = meters;
    }

    /**
     * Builds it whole.
     *
     * @param prefix of every topic's name
     * @param config what is checked while building: that every store and internal topic has a name
     */
    static Topology build(String prefix, MeterRegistry meters, StreamsConfig config) {
        RouterTopology topology = new RouterTopology(prefix, meters, config);
        topology.planSegments();
        KStream<String, Outcome> lines = topology.read(Topics.OUTCOMES, "read-outcomes");
        topology.tallyFeeds(lines);
        // Last, for the parts of a topology are numbered in their order, and state on disk goes by these numbers.
        topology.joinClips(lines);
        return topology.builder.build();
    }

    private void planSegments() {
        KStream<String, Event> chunks =
                read(Topics.CHUNKS, "read-chunks").mapValues(chunk -> chunk, Named.as("take-chunks"));
        KStream<String, Event> events = chunks.merge(readEnds(), Named.as("merge-ends"))
                .process(
                        supplier(
                                () -> new PlanSegments(meters),
                                persistent(PlanSegments.TIMELINES, new JsonSerde<>(FeedTimeline.class)),
                                persistent(PlanSegments.PLANS, new JsonSerde<>(Remembered.class)),
                                persistent(LostFeeds.HELD, new JsonSerde<>(HeldChunk.class)),
                                inMemory(PlanSegments.WAITING_GAPS, Serdes.Long())),
                        Named.as("plan-segments"));
        events.filter((feed, event) -> event instanceof SegmentEvent, Named.as("pick-segments"))
                .to(nameOf(Topics.SEGMENTS), writing("write-segments"));
        events.filter((feed, event) -> event instanceof GapEvent, Named.as("pick-gaps"))
                .to(nameOf(Topics.GAPS), writing("write-gaps"));
    }

    /** Where feeds end, from among the live lines that this router writes itself. */
    private KStream<String, Event> readEnds() {
        return read(Topics.FEED_STATUS, EventDeserializer.of(FeedEnd.class), "read-ends")
                .filter((key, end) -> end != null, Named.as("pick-ends"))
                .mapValues(end -> end, Named.as("take-ends"));
    }

    private void tallyFeeds(KStream<String, Outcome> lines) {
        KStream<String, StatusInput> ledger = lines.map(
                        (key, line) -> keyed(StatusInput.Ledger.of(key, line)), Named.as("key-by-feed"))
                .repartition(Repartitioned.<String, StatusInput.Ledger>as("ledger-by-feed")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(new JsonSerde<>(StatusInput.Ledger.class)))
                .mapValues(line -> line, Named.as("take-ledger-lines"));
        KStream<String, StatusInput> gaps =
                read(Topics.GAPS, "read-gaps").mapValues(event -> new StatusInput.Gap(event), Named.as("take-gaps"));
        ledger.merge(gaps, Named.as("merge-changes"))
                .process(
                        supplier(
                                TallyFeeds::new,
                                persistent(TallyFeeds.LEDGER_STATES, Serdes.String()),
                                persistent(TallyFeeds.FEED_STATUSES, new JsonSerde<>(FeedStatus.class))),
                        Named.as("tally-feeds"))
                .to(nameOf(Topics.FEED_STATUS), writing("write-feed-status"));
    }

    private void joinClips(KStream<String, Outcome> lines) {
        KStream<String, ClipInput> registered = byFlow(
                lines.flatMapValues(
                        line -> ClipInput.Registered.of(line).stream().toList(), Named.as("pick-registered")),
                ClipInput.Registered.class,
                "registered");
        KStream<String, ClipInput> clips = byFlow(
                read(Topics.CLIPS, "read-clips")
                        .flatMapValues(clip -> ClipInput.Shown.of(clip).toList(), Named.as("pick-clip-flows")),
                ClipInput.Shown.class,
                "clips");
        clips.merge(registered, Named.as("merge-clips"))
                .process(
                        supplier(
                                JoinClips::new,
                                persistent(JoinClips.SHOWN, new JsonSerde<>(ClipInput.Shown.class)),
                                persistent(JoinClips.WAITING, new JsonSerde<>(ReferencePlanned.class))),
                        Named.as("join-clips"))
                .to(nameOf(Topics.REFERENCES), writing("write-references"));
    }

    /** To the task that has all of a Flow. */
    private static <T extends ClipInput> KStream<String, ClipInput> byFlow(
            KStream<String, T> inputs, Class<T> type, String name) {
        return inputs.selectKey((key, input) -> input.from().toString(), Named.as("key-" + name + "-by-flow"))
                .repartition(Repartitioned.<String, T>as(name + "-by-flow")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(new JsonSerde<>(type)))
                .mapValues(input -> input, Named.as("take-" + name));
    }

    private static KeyValue<String, StatusInput.Ledger> keyed(StatusInput.Ledger line) {
        return KeyValue.pair(line.feed(), line);
    }

    private <T extends Event> KStream<String, T> read(Topic<T> topic, String name) {
        return read(topic, new EventDeserializer<>(topic), name);
    }

    private <T extends Event> KStream<String, T> read(Topic<?> topic, EventDeserializer<T> events, String name) {
        Serde<T> values = Serdes.serdeFrom(
                (ignored, value) -> {
                    throw new UnsupportedOperationException(topic.name() + " is only read here");
                },
                events);
        return builder.stream(
                nameOf(topic), Consumed.with(Serdes.String(), values).withName(name));
    }

    private static Produced<String, Event> writing(String name) {
        Deserializer<Event> none = (topic, value) -> {
            throw new UnsupportedOperationException(topic + " is only written here");
        };
        return Produced.with(Serdes.String(), Serdes.serdeFrom(new EventSerializer(), none))
                .withName(name);
    }

    private String nameOf(Topic<?> topic) {
        return prefix + topic.name();
    }

    private static <V> StoreBuilder<?> persistent(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled();
    }

    private static <V> StoreBuilder<?> inMemory(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled();
    }

    /** A processor that brings its stores along. */
    private static <K, V, R, S> ProcessorSupplier<K, V, R, S> supplier(
            Supplier<Processor<K, V, R, S>> processors, StoreBuilder<?>... stores) {
        // In the order given: the drawing of the topology names them so.
        Set<StoreBuilder<?>> brought = new LinkedHashSet<>(List.of(stores));
        return new ProcessorSupplier<>() {
            @Override
            public Processor<K, V, R, S> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return brought;
            }
        };
    }
}
