package tams.ingest.cli;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.Settings;
import tams.ingest.registrar.ChunkLine;
import tams.ingest.registrar.ChunkLookup;
import tams.ingest.registrar.ChunkQuery;
import tams.ingest.registrar.Needle;

/** The ledger's lines about what an id may mean, by reading the whole of it: only lines that hold it are read as JSON. */
final class LedgerScan implements ChunkLookup.Lines {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long READ_TIMEOUT_NS = Duration.ofSeconds(60).toNanos();
    private static final Duration FIRST_ANSWER_MAX = Duration.ofSeconds(10);
    private static final int READERS = 2;
    private static final int FETCH_BYTES = 4 << 20;
    private static final int POLL_RECORDS = 10_000;

    private final Settings settings;
    private final List<ChunkQuery> queries;
    private final List<Needle> needles;
    private final EventDeserializer<Outcome> lines = new EventDeserializer<>(Topics.OUTCOMES);
    private final Map<String, ChunkLine> byKey = new ConcurrentHashMap<>();
    private boolean read;

    LedgerScan(Settings settings, String id) {
        this.settings = settings;
        this.queries = ChunkQuery.readings(id);
        this.needles = queries.stream().map(LedgerScan::needle).toList();
    }

    /** What a line has to hold, as JSON writes it. */
    private static Needle needle(ChunkQuery query) {
        String text = query.text().substring(query.text().lastIndexOf('/') + 1);
        String json = Json.text(text);
        // A path that ends with a slash names no file, and finds none.
        return Needle.of(text.isEmpty() ? query.text() : json.substring(1, json.length() - 1));
    }

    @Override
    public List<ChunkLine> find(ChunkQuery query) {
        if (!read) {
            readAll();
            read = true;
        }
        return byKey.values().stream()
                .filter(line -> query.matches(line.outcome()))
                .sorted(Comparator.comparing((ChunkLine line) -> line.outcome().at())
                        .reversed())
                .limit(ChunkLookup.ARRIVALS_MAX)
                .toList();
    }

    /** Side by side: what takes the time is unpacking records. */
    private void readAll() {
        List<CompletableFuture<Void>> readers = IntStream.range(0, READERS)
                .mapToObj(share -> CompletableFuture.runAsync(() -> readShare(share)))
                .toList();
        try {
            readers.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e);
        }
    }

    private void readShare(int share) {
        String name = Clients.nameOf(settings, Topics.OUTCOMES);
        Map<String, Object> options = Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        long start = System.nanoTime();
        try (Consumer<String, byte[]> consumer =
                Clients.consumer(settings, "ledger-scan-" + share, new ByteArrayDeserializer(), options)) {
            List<TopicPartition> partitions = consumer.partitionsFor(name, FIRST_ANSWER_MAX).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .filter(partition -> partition.partition() % READERS == share)
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() - start > READ_TIMEOUT_NS) {
                    throw new TimeoutException("the ledger was not read within a minute");
                }
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    /** All records of a key come from one reader. */
    private void take(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            byKey.remove(record.key());
        } else if (needles.stream().anyMatch(needle -> needle.isIn(value))) {
            Outcome line = read(record);
            if (line != null && queries.stream().anyMatch(query -> query.matches(line))) {
                byKey.put(record.key(), new ChunkLine(line, record.partition(), record.offset()));
            }
        }
    }

    private @Nullable Outcome read(ConsumerRecord<String, byte[]> record) {
        try {
            return lines.deserialize(record.topic(), record.headers(), record.value());
        } catch (SerializationException e) {
            // Not a line of the ledger, so nothing is told by it.
            return null;
        }
    }
}
