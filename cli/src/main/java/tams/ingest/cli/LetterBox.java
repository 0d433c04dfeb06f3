package tams.ingest.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** The dead letters that nobody has dealt with: what lies on the topic, less what {@code ingest.audit} says was done. */
final class LetterBox {

    /** Open letters that are held at once, of 8 KB at most each; the rest is read once those are dealt with. */
    static final int LETTERS_MAX = 10_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long READ_TIMEOUT_NS = Duration.ofSeconds(30).toNanos();

    /** A letter's place, as far as the audit's record and the topic have it in common. */
    private record Place(int partition, long offset, long writtenAtMs) {}

    private LetterBox() {}

    /**
     * Reads the open letters, oldest first.
     *
     * @throws TemporaryException when Kafka does not answer
     */
    static List<DeadLetter> open(Settings settings) {
        Set<Place> dealtWith = new HashSet<>();
        TopicSnapshot.read(settings, Topics.AUDIT, (key, act) -> {
            OperatorActed.Letter letter = act == null ? null : act.letter();
            if (letter != null) {
                dealtWith.add(new Place(
                        letter.partition(), letter.offset(), letter.writtenAt().toEpochMilli()));
            }
        });
        List<DeadLetter> letters = new ArrayList<>();
        read(settings, record -> {
            if (letters.size() < LETTERS_MAX
                    && !dealtWith.contains(new Place(record.partition(), record.offset(), record.timestamp()))) {
                letters.add(new DeadLetter(record));
            }
        });
        letters.sort(Comparator.comparing(DeadLetter::writtenAt)
                .thenComparing(letter -> letter.record().partition())
                .thenComparing(letter -> letter.record().offset()));
        return letters;
    }

    private static void read(Settings settings, java.util.function.Consumer<ConsumerRecord<String, byte[]>> sink) {
        String name = Clients.nameOf(settings, Topics.DEAD_LETTERS);
        long start = System.nanoTime();
        try (Consumer<String, byte[]> consumer =
                Clients.consumer(settings, "dead-letters", new ByteArrayDeserializer(), Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() - start > READ_TIMEOUT_NS) {
                    throw unreadable(settings, name, null);
                }
                consumer.poll(POLL).forEach(sink);
            }
        } catch (KafkaException e) {
            throw unreadable(settings, name, e);
        }
    }

    private static TemporaryException unreadable(Settings settings, String name, @Nullable Exception cause) {
        return new TemporaryException(
                "the topic " + name + " cannot be read from Kafka at " + settings.get(Keys.KAFKA_BOOTSTRAP)
                        + "; check kafka.bootstrap and that the services run",
                cause);
    }
}
