package tams.ingest.kit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Topic;

/**
 * Reads a topic whole, from its beginning, and goes on as it grows; for tables that every process needs in full.
 *
 * <p>No consumer group: each reader sees every record. Records that cannot be read are reported and passed over, since
 * no table may be held up by one line.
 */
public final class TopicReader<T extends Event> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    /** Takes one record at a time, on the reader's thread. */
    @FunctionalInterface
    public interface Sink<T> {
        /**
         * Takes the record of a key.
         *
         * @param value null where the key was removed
         */
        void accept(String key, @Nullable T value);
    }

    /** Takes one record at a time with its place, on the reader's thread. */
    @FunctionalInterface
    public interface RecordSink<T> {
        /**
         * Takes a record.
         *
         * @param value what it holds; null where the key was removed
         */
        void accept(ConsumerRecord<String, byte[]> record, @Nullable T value);
    }

    private final Consumer<String, byte[]> consumer;
    private final EventDeserializer<T> events;
    private final RecordSink<T> sink;
    private final boolean fromBeginning;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread;

    private TopicReader(Settings settings, Topic<T> topic, String clientId, boolean fromBeginning, RecordSink<T> sink) {
        this.consumer = Clients.consumer(settings, clientId, new ByteArrayDeserializer(), Map.of());
        this.events = new EventDeserializer<>(topic);
        this.sink = sink;
        this.fromBeginning = fromBeginning;
        String name = Clients.nameOf(settings, topic);
        this.thread = new Thread(() -> run(name), clientId);
        this.thread.setDaemon(true);
    }

    /** Starts to read; {@link #caughtUp} tells when the records there were at the start have been seen. */
    public static <T extends Event> TopicReader<T> follow(
            Settings settings, Topic<T> topic, String clientId, Sink<T> sink) {
        return followRecords(settings, topic, clientId, keysOf(sink));
    }

    /** The same for one who wants to know where each record lies. */
    public static <T extends Event> TopicReader<T> followRecords(
            Settings settings, Topic<T> topic, String clientId, RecordSink<T> sink) {
        return start(new TopicReader<>(settings, topic, clientId, true, sink));
    }

    private static <T> RecordSink<T> keysOf(Sink<T> sink) {
        return (record, value) -> sink.accept(record.key(), value);
    }

    /** Starts to read what comes from now on; {@link #caughtUp} tells when no later record can be missed. */
    public static <T extends Event> TopicReader<T> followFromNow(
            Settings settings, Topic<T> topic, String clientId, Sink<T> sink) {
        return start(new TopicReader<>(settings, topic, clientId, false, keysOf(sink)));
    }

    private static <T extends Event> TopicReader<T> start(TopicReader<T> reader) {
        reader.thread.start();
        return reader;
    }

    /** Completes once everything that lay on the topic at the start has been given to the sink; fails when reading ends. */
    public CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    /** Completes when reading ends: by failing unless it was closed, since what it fed grows stale from then on. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private void run(String name) {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                ends.forEach(consumer::seek);
            }
            while (!closing.get()) {
                consumer.poll(POLL).forEach(this::deliver);
                if (!caughtUp.isDone() && reached(ends)) {
                    caughtUp.complete(null);
                }
            }
        } catch (WakeupException e) {
            LOG.debug("stopped reading {}", name);
        } catch (RuntimeException e) {
            LOG.error(EventCode.TOPIC_READER_ENDED.marker(), "reading {} ended", name, e);
            caughtUp.completeExceptionally(e);
            ended.completeExceptionally(e);
        } finally {
            caughtUp.completeExceptionally(new IllegalStateException("reading " + name + " ended"));
            ended.complete(null);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        try {
            sink.accept(record, events.deserialize(record.topic(), record.headers(), record.value()));
        } catch (SerializationException e) {
            LOG.warn(
                    EventCode.RECORD_MALFORMED.marker(),
                    "passed over a malformed record: {} at {}-{} offset {}",
                    e.getMessage(),
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }

    @Override
    public void close() {
        closing.set(true);
        consumer.wakeup();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
