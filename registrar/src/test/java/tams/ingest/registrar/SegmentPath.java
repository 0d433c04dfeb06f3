package tams.ingest.registrar;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tams.ingest.client.Service;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedFact;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.Replays;

/** From a record on the topic to its line in the ledger and its offset: Kafka's own test clients, a model store. */
final class SegmentPath {

    static final String TOPIC = "ingest.segments";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    final ModelStore store = new ModelStore();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaWriter writer = new KafkaWriter(producer);
    final Ledger ledger = new Ledger("ingest.outcomes", writer, meters);
    final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    final Queue<Runnable> ready = new ArrayDeque<>();
    final List<Runnable> sleeping = new ArrayList<>();
    final List<Throwable> fatal = new ArrayList<>();
    final Lanes<Work> lanes;
    final ParkedFlows parked = new ParkedFlows();
    final Desk desk;
    private final EventSerializer events = new EventSerializer();
    final SegmentReader reader;
    private long offset;

    SegmentPath(Path root) {
        this(root, Duration.ZERO);
    }

    /** @param patience as {@code registrar.patience} */
    SegmentPath(Path root, Duration patience) {
        FlowKeeper flows = new FlowKeeper(store, ledger::hasSegments);
        StoreWatch watch = new StoreWatch(meters, System::nanoTime);
        Policy policy = Policy.of(patience, 0, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
        desk = new Desk(
                ledger,
                new DeadLetters("ingest.dead-letters", writer, meters),
                new HandOvers("", writer, meters),
                parked,
                new FeedEnds(
                        "ingest.feed-status",
                        writer,
                        ledger,
                        store,
                        Clock.fixed(Plans.AT, ZoneOffset.UTC),
                        System::nanoTime),
                store,
                flows,
                new FlowUpkeep(flows, ledger::lastRegistered, watch, System::nanoTime),
                new DropRoot(root, null, new Quarantine(root.resolve("quarantine"))),
                new StoreCalls(watch, new Breaker(System::nanoTime), new Pace(1, System::nanoTime), System::nanoTime),
                SideBySide.ONE_BY_ONE,
                meters,
                () -> policy,
                new Random(1),
                Clock.fixed(Plans.AT, ZoneOffset.UTC));
        lanes = new Lanes<>(
                ready::add,
                (pause, work) -> sleeping.add(work),
                fatal::add,
                new SegmentCrew(desk, 3),
                () -> Integer.MAX_VALUE);
        reader = new SegmentReader(
                consumer,
                (record, assignment) ->
                        lanes.submit(String.valueOf(record.key()), new SegmentTask(record, assignment, desk)),
                SegmentReader.WINDOW_MAX,
                Ownership.NONE);
        consumer.subscribe(List.of(TOPIC), reader);
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    void arrives(FeedFact event) {
        arrives(event.feed(), event);
    }

    void arrives(String key, Event event) {
        RecordHeaders headers = new RecordHeaders();
        arrives(key, Objects.requireNonNull(events.serialize(TOPIC, headers, event)), headers);
    }

    /** A record that an operator put back. */
    void arrivesAgain(FeedFact event, int replays) {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = Objects.requireNonNull(events.serialize(TOPIC, headers, event));
        Replays.set(headers, replays);
        arrives(event.feed(), value, headers);
    }

    void arrives(String key, byte[] value, RecordHeaders headers) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                0,
                offset++,
                Plans.AT.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty()));
    }

    /** Turns until nothing moves any more; pauses pass when {@code awake}. */
    void run(boolean awake) {
        for (int turn = 0; turn < 5; turn++) {
            reader.turn();
            while (!ready.isEmpty() || (awake && !sleeping.isEmpty())) {
                if (awake) {
                    ready.addAll(sleeping);
                    sleeping.clear();
                }
                ready.remove().run();
            }
        }
        reader.commitNow(Set.of(PARTITION));
    }

    long committed() {
        OffsetAndMetadata found = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return found == null ? -1 : found.offset();
    }

    List<ProducerRecord<String, byte[]>> on(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    List<String> states() {
        return on("ingest.outcomes").stream()
                .map(record -> record.value() == null
                        ? "removed " + record.key()
                        : Json.read(record.value(), Outcome.class).state() + " " + record.key())
                .toList();
    }

    static ChunkRefused refused(ChunkRefused.Verdict verdict) {
        ChunkFile file = new ChunkFile("camera-1/x.ts", 5, "1".repeat(64));
        return new ChunkRefused(
                "camera-1",
                Ids.arrival("camera-1", file),
                file,
                verdict,
                "NOT_TS",
                "no sync byte in x.ts",
                new UUID(1, 1),
                null,
                Feed.After.ARCHIVE,
                Plans.AT);
    }
}
