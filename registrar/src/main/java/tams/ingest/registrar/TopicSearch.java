package tams.ingest.registrar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import tams.ingest.contracts.Topic;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;

/** Reads single records and short stretches of topics, all within one time. Without a group; used by one thread at a time. */
public final class TopicSearch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLL_RECORDS = 5_000;

    private final Settings settings;
    private final Consumer<String, byte[]> consumer;
    private final long endNanos;

    private TopicSearch(Settings settings, Consumer<String, byte[]> consumer, Duration atMost) {
        this.settings = settings;
        this.consumer = consumer;
        this.endNanos = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Begins.
     *
     * @param atMost after which no more is read
     */
    public static TopicSearch open(Settings settings, Duration atMost) {
        Map<String, Object> options = Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                        POLL.toMillis());
        return new TopicSearch(
                settings, Clients.consumer(settings, "chunk-search", new ByteArrayDeserializer(), options), atMost);
    }

    boolean isOver() {
        return System.nanoTime() - endNanos > 0;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
    }

    /** The record at a place; empty when it was removed, or time is over. */
    Optional<ConsumerRecord<String, byte[]>> at(Topic<?> topic, int partition, long offset) {
        TopicPartition wanted = new TopicPartition(Clients.nameOf(settings, topic), partition);
        consumer.assign(Set.of(wanted));
        consumer.seek(wanted, offset);
        while (!isOver() && consumer.position(wanted) <= offset) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The partition of a topic that a key is on; empty where the topic is not there. */
    Optional<TopicPartition> partitionOf(Topic<?> topic, String key) {
        String name = Clients.nameOf(settings, topic);
        int partitions = consumer.partitionsFor(name, left()).size();
        int hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
        return partitions == 0 ? Optional.empty() : Optional.of(new TopicPartition(name, hash % partitions));
    }

    /** Where the records begin that are as young as that; partitions without any are left out. */
    Map<TopicPartition, Long> since(Set<TopicPartition> partitions, long epochMs) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, epochMs));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(times, left()).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, offset(found));
            }
        });
        return offsets;
    }

    private static long offset(OffsetAndTimestamp found) {
        return found.offset();
    }

    /** Where they end now. */
    Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        // Kafka's client logs a warning for each that is asked about and not assigned.
        consumer.assign(partitions);
        return consumer.endOffsets(partitions, left());
    }

    /** Reads stretches side by side until each is read, has what it wants, or time is over. */
    void read(List<Stretch> stretches) {
        Map<TopicPartition, Stretch> open = new HashMap<>();
        stretches.stream()
                .filter(stretch -> stretch.from() < stretch.to())
                .forEach(stretch -> open.put(stretch.partition(), stretch));
        consumer.assign(open.keySet());
        open.forEach((partition, stretch) -> consumer.seek(partition, stretch.from()));
        while (!open.isEmpty() && !isOver()) {
            consumer.poll(POLL).forEach(record -> {
                Stretch stretch = open.get(new TopicPartition(record.topic(), record.partition()));
                if (stretch != null) {
                    stretch.take(record);
                }
            });
            open.values().removeIf(stretch -> {
                boolean read = consumer.position(stretch.partition()) >= stretch.to();
                if (read || stretch.isEnough()) {
                    consumer.pause(List.of(stretch.partition()));
                    return true;
                }
                return false;
            });
        }
        open.values().forEach(Stretch::cutShort);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
