package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.client.Service;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.kit.EventSerializer;

/** From a record on the topic to its line in the ledger and its offset: Kafka's own test clients, a model store. */
@Timeout(60)
class SegmentPathTest {

    private static final String TOPIC = "ingest.segments";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    @TempDir
    private Path root;

    private final ModelStore store = new ModelStore();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaWriter writer = new KafkaWriter(producer);
    private final Ledger ledger = new Ledger("ingest.outcomes", writer, meters);
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final List<Runnable> sleeping = new ArrayList<>();
    private final List<Throwable> fatal = new ArrayList<>();
    private final Lanes lanes = new Lanes(ready::add, (pause, work) -> sleeping.add(work), fatal::add);
    private final EventSerializer events = new EventSerializer();
    private SegmentReader reader;
    private long offset;

    @BeforeEach
    void assign() {
        Policy policy = Policy.of(Duration.ZERO, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
        Desk desk = new Desk(
                ledger,
                new DeadLetters("ingest.dead-letters", writer, meters),
                store,
                new FlowKeeper(store, ledger::hasSegments),
                new DropRoot(root),
                new StoreWatch(meters, System::nanoTime),
                meters,
                () -> policy,
                new Random(1),
                Clock.fixed(Plans.AT, ZoneOffset.UTC));
        reader = new SegmentReader(
                consumer,
                (record, assignment) ->
                        lanes.submit(String.valueOf(record.key()), new SegmentTask(record, assignment, desk)));
        consumer.subscribe(List.of(TOPIC), reader);
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    private void arrives(Event event) {
        arrives(event.feed(), event);
    }

    private void arrives(String key, Event event) {
        RecordHeaders headers = new RecordHeaders();
        arrives(key, Objects.requireNonNull(events.serialize(TOPIC, headers, event)), headers);
    }

    private void arrives(String key, byte[] value, RecordHeaders headers) {
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
    private void run(boolean awake) {
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

    private long committed() {
        OffsetAndMetadata found = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return found == null ? -1 : found.offset();
    }

    private List<ProducerRecord<String, byte[]>> on(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    private List<String> states() {
        return on("ingest.outcomes").stream()
                .map(record -> record.value() == null
                        ? "removed " + record.key()
                        : Json.read(record.value(), Outcome.class).state() + " " + record.key())
                .toList();
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ChunkRefused refused(ChunkRefused.Verdict verdict) {
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

    @Test
    void writesALineForEachStateAndCommitsWhatIsDone() {
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);
        arrives(plan);

        run(false);

        String key = Outcome.key("camera-1", plan.arrival());
        assertThat(states()).containsExactly("pending " + key, "registered " + key);
        Outcome line = Json.read(on("ingest.outcomes").get(1).value(), Outcome.class);
        assertThat(line.objectId()).isEqualTo(plan.job() + "-g0");
        assertThat(line.timeranges()).containsExactly(plan.segments().get(0).timerange());
        assertThat(line.arrivedAt()).isEqualTo(plan.at());
        assertThat(committed()).isEqualTo(1);
        assertThat(registry.get("tams.ingest.segments.registered")
                        .tag("feed", "camera-1")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void writesNothingForAnArrivalThatIsDoneWith() {
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);
        arrives(plan);
        run(false);
        int calls = store.calls.size();

        arrives(plan);
        run(false);

        assertThat(on("ingest.outcomes")).hasSize(2);
        assertThat(store.calls).hasSize(calls);
        assertThat(committed()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "POISON,    poison,    1",
        "CONFLICT,  conflict,  1",
        "DUPLICATE, duplicate, 0",
        "UNMAPPED,  parked,    0"
    })
    void givesARefusalItsLineAndAPersonTheLetter(ChunkRefused.Verdict verdict, String state, int letters) {
        ChunkRefused refused = refused(verdict);
        arrives(refused);
        arrives(refused);

        run(false);

        assertThat(states()).containsExactly(state + " " + Outcome.key("camera-1", refused.arrival()));
        assertThat(on("ingest.dead-letters")).hasSize(letters);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void sendsTheOriginalBytesWithTheReasonInTheHeaders() {
        ChunkRefused refused = refused(ChunkRefused.Verdict.POISON);
        arrives(refused);

        run(false);

        ProducerRecord<String, byte[]> letter = on("ingest.dead-letters").get(0);
        assertThat(letter.key()).isEqualTo("camera-1");
        assertThat(letter.value()).isEqualTo(Json.bytes(refused));
        assertThat(header(letter, "ce_type")).isEqualTo("tams.ingest.chunk-refused.v1");
        assertThat(header(letter, "__streams.errors.exception")).isEqualTo("NOT_TS");
        assertThat(header(letter, "__streams.errors.message")).isEqualTo("no sync byte in x.ts");
        assertThat(header(letter, "__streams.errors.stacktrace")).isEmpty();
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
        assertThat(header(letter, "x-original-topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "x-error-class")).isEqualTo("PERMANENT");
        assertThat(header(letter, "x-attempts")).isEqualTo("1");
        assertThat(header(letter, "x-first-failed-at")).isEqualTo(Plans.AT.toString());
    }

    @Test
    void goesOnAfterARecordThatIsNoEvent() {
        arrives("camera-1", "{".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        arrives("camera-1", Plans.written(root, "camera-2", 0));
        arrives(Plans.written(root, "camera-1", 0));

        run(false);

        assertThat(on("ingest.dead-letters"))
                .extracting(letter -> header(letter, "__streams.errors.exception"))
                .containsExactly("MALFORMED", "MALFORMED");
        assertThat(store.all()).hasSize(1);
        assertThat(committed()).isEqualTo(3);
        assertThat(fatal).isEmpty();
    }

    @Test
    void removesTheLineThatAFolderWithoutAFeedLeft() throws IOException {
        Files.createDirectories(root.resolve("stage"));
        Files.writeString(root.resolve("stage/a.ts"), "bytes");
        ChunkFile file = new ChunkFile("stage/a.ts", 5, Plans.sha256("bytes".getBytes(StandardCharsets.UTF_8)));
        UUID before = Ids.arrival("stage", file);
        arrives(new ChunkRefused(
                "stage",
                before,
                file,
                ChunkRefused.Verdict.UNMAPPED,
                "UNMAPPED",
                "no feed claims folder stage",
                null,
                null,
                Feed.After.KEEP,
                Plans.AT));
        arrives(Plans.of("camera-1", file, 0, List.of(Plans.VIDEO)));

        run(false);

        String now = Outcome.key("camera-1", Ids.arrival("camera-1", file));
        assertThat(states())
                .containsExactly(
                        "parked stage/" + before, "pending " + now, "removed stage/" + before, "registered " + now);
    }

    @Test
    void commitsNothingBehindAChunkThatWaitsAndLetsOtherFeedsPass() {
        store.faults = call ->
                call.equals("put") && store.calls.size() < 8 ? ModelStore.Fate.NOT_SENT : ModelStore.Fate.ANSWERED;
        arrives(Plans.written(root, "camera-1", 0));
        arrives(Plans.written(root, "camera-2", 0));
        run(false);

        assertThat(store.all()).hasSize(1);
        assertThat(committed()).isIn(-1L, 0L);

        run(true);
        assertThat(store.all()).hasSize(2);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void doesNothingForAPartitionThatWasGivenBack() {
        store.faults = call -> call.equals("put") ? ModelStore.Fate.NOT_SENT : ModelStore.Fate.ANSWERED;
        arrives(Plans.written(root, "camera-1", 0));
        run(false);
        assertThat(sleeping).hasSize(1);

        reader.onPartitionsRevoked(List.of(PARTITION));
        store.faults = ModelStore.Faults.NONE;
        int calls = store.calls.size();
        sleeping.remove(0).run();
        ready.remove().run();

        assertThat(store.calls).hasSize(calls);
        assertThat(lanes.active()).isZero();
        assertThat(committed()).isIn(-1L, 0L);
    }

    @Test
    void holdsAPartitionBackWhenEnoughIsUnderWayAndLetsItGoAgain() {
        for (int record = 0; record < SegmentReader.WINDOW_MAX; record++) {
            arrives(refused(ChunkRefused.Verdict.DUPLICATE));
        }

        // The first turn finds that nothing was committed.
        reader.turn();
        reader.turn();
        assertThat(consumer.paused()).containsExactly(PARTITION);
        assertThat(reader.pending()).isEqualTo(SegmentReader.WINDOW_MAX);

        run(false);
        assertThat(consumer.paused()).isEmpty();
        assertThat(committed()).isEqualTo(SegmentReader.WINDOW_MAX);
    }

    @Test
    void endsTheProcessRatherThanGoOnWithoutItsLedger() {
        arrives(Plans.written(root, "camera-1", 0));
        producer.sendException = new TopicAuthorizationException("ingest.outcomes");

        run(false);

        assertThat(fatal).singleElement().isInstanceOf(KafkaWriter.Lost.class);
        assertThat(store.calls).isEmpty();
        assertThat(committed()).isIn(-1L, 0L);
    }
}
