package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/** {@code ingest.parked}, read wherever somebody asks for it. One reader at a time; others wait. */
final class ParkedTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration READ_MAX = Duration.ofSeconds(60);
    private static final int FETCH_BYTES = 256 << 10;

    private final Consumer<String, byte[]> consumer;
    private final String topic;

    ParkedTopic(Consumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    static ParkedTopic open(Settings settings) {
        Map<String, Object> options = new HashMap<>();
        // Without members: it only keeps from where there is something to read.
        options.put(ConsumerConfig.GROUP_ID_CONFIG, settings.get(Keys.KAFKA_TOPIC_PREFIX) + "registrar-parked");
        options.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new ParkedTopic(
                Clients.consumer(settings, "registrar-parked", new ByteArrayDeserializer(), options),
                Clients.nameOf(settings, Topics.PARKED));
    }

    /**
     * Some records, and where to go on.
     *
     * @param isEnd whether nothing was left behind them
     */
    record Part(List<ConsumerRecord<String, byte[]>> records, long next, boolean isEnd) {}

    /**
     * Reads the records that are wanted, from an offset to the end there is now.
     *
     * @param max of them, at most
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer; calling again is safe
     */
    synchronized Part read(int partition, long from, Predicate<ConsumerRecord<String, byte[]>> wanted, int max) {
        TopicPartition at = new TopicPartition(topic, partition);
        consumer.assign(List.of(at));
        long end = consumer.endOffsets(List.of(at)).getOrDefault(at, 0L);
        long first = consumer.beginningOffsets(List.of(at)).getOrDefault(at, 0L);
        long next = Math.max(from, first);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        consumer.seek(at, next);
        long start = System.nanoTime();
        while (next < end && found.size() < max) {
            if (System.nanoTime() - start > READ_MAX.toNanos()) {
                throw new TimeoutException("reading " + at + " from " + from + " took longer than " + READ_MAX);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(at)) {
                if (found.size() < max) {
                    next = record.offset() + 1;
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                }
            }
            next = found.size() < max ? Math.max(next, consumer.position(at)) : next;
        }
        return new Part(found, next, next >= end);
    }

    /** From where there may be something, as far as was kept. */
    synchronized long keptFrom(int partition) {
        TopicPartition at = new TopicPartition(topic, partition);
        OffsetAndMetadata kept = consumer.committed(Set.of(at)).get(at);
        return kept == null ? 0 : kept.offset();
    }

    /** Keeps from where there is something; a failure costs time at the next start. */
    synchronized void keepFrom(int partition, long offset) {
        TopicPartition at = new TopicPartition(topic, partition);
        consumer.commitAsync(Map.of(at, new OffsetAndMetadata(offset)), (offsets, error) -> {
            if (error != null) {
                LOG.debug("not kept from where plans are parked", error);
            }
        });
    }

    @Override
    public synchronized void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
