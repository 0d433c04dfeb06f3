package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/**
 * The records of one arrival on all topics. Only the ledger's line has a known place; the others are looked for on their
 * feed's partition from the moment the arrival came.
 *
 * @param byTopic in the order of a chunk's way; topics without a record are left out
 * @param incomplete topics that may hold more, because time or the named limits ended the search, or that may not be read
 */
record ChunkTrail(Map<Topic<?>, List<ConsumerRecord<String, byte[]>>> byTopic, Set<String> incomplete) {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkTrail.class);

    /** By which the clocks of watcher, router and registrar may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final List<Topic<?>> ONCE = List.of(Topics.CHUNKS, Topics.SEGMENTS);
    private static final List<Topic<?>> OFTEN =
            List.of(Topics.RETRY_1M, Topics.RETRY_10M, Topics.RETRY_1H, Topics.PARKED, Topics.DEAD_LETTERS);

    ChunkTrail {
        byTopic = new LinkedHashMap<>(byTopic);
        incomplete = new TreeSet<>(incomplete);
    }

    static ChunkTrail of(ChunkLine line, TopicSearch search) {
        Set<String> incomplete = new HashSet<>();
        Map<Topic<?>, TopicPartition> partitions = new LinkedHashMap<>();
        for (Topic<?> topic : topics()) {
            try {
                search.partitionOf(topic, line.outcome().feed()).ifPresent(found -> partitions.put(topic, found));
            } catch (KafkaException e) {
                LOG.debug("cannot look into {}", topic.name(), e);
                incomplete.add(topic.name());
            }
        }
        partitions.computeIfPresent(
                Topics.OUTCOMES, (topic, found) -> new TopicPartition(found.topic(), line.partition()));
        Map<Topic<?>, Stretch> stretches = new LinkedHashMap<>();
        try {
            stretches.putAll(stretches(line, search, partitions));
            search.read(List.copyOf(stretches.values()));
        } catch (KafkaException e) {
            LOG.debug("the search ended early", e);
            partitions.keySet().forEach(topic -> incomplete.add(topic.name()));
        }
        return new ChunkTrail(finds(stretches, incomplete), incomplete);
    }

    private static Collection<Topic<?>> topics() {
        List<Topic<?>> topics = new ArrayList<>(ONCE);
        topics.addAll(OFTEN);
        topics.add(Topics.OUTCOMES);
        return topics;
    }

    private static Map<Topic<?>, Stretch> stretches(
            ChunkLine line, TopicSearch search, Map<Topic<?>, TopicPartition> partitions) {
        Set<TopicPartition> all = Set.copyOf(partitions.values());
        Outcome outcome = line.outcome();
        Map<TopicPartition, Long> starts =
                search.since(all, outcome.arrivedAt().minus(SLACK).toEpochMilli());
        Map<TopicPartition, Long> ends = new HashMap<>(search.ends(all));
        long youngest = outcome.state().isTerminal() ? outcome.at().plus(SLACK).toEpochMilli() : Long.MAX_VALUE;
        Map<Topic<?>, Stretch> stretches = new LinkedHashMap<>();
        partitions.forEach((topic, partition) -> {
            Long start = starts.get(partition);
            Long end = ends.get(partition);
            if (start != null && end != null) {
                boolean ledger = topic.equals(Topics.OUTCOMES);
                stretches.put(
                        topic,
                        new Stretch(
                                partition,
                                start,
                                ledger ? line.offset() : end,
                                ONCE.contains(topic) ? 1 : Stretch.KEPT_MAX,
                                youngest,
                                ledger ? record -> outcome.key().equals(record.key()) : isAbout(outcome)));
            }
        });
        return stretches;
    }

    private static Predicate<ConsumerRecord<String, byte[]>> isAbout(Outcome outcome) {
        Needle wanted = Needle.of("\"arrival\":\"" + outcome.arrival() + '"');
        return record -> outcome.feed().equals(record.key()) && record.value() != null && wanted.isIn(record.value());
    }

    private static Map<Topic<?>, List<ConsumerRecord<String, byte[]>>> finds(
            Map<Topic<?>, Stretch> stretches, Set<String> incomplete) {
        Map<Topic<?>, List<ConsumerRecord<String, byte[]>>> finds = new LinkedHashMap<>();
        stretches.forEach((topic, stretch) -> {
            if (!stretch.found().isEmpty()) {
                finds.put(topic, stretch.found());
            }
            if (stretch.isCutShort()) {
                incomplete.add(topic.name());
            }
        });
        return finds;
    }

    /** What was found on a topic. */
    List<ConsumerRecord<String, byte[]>> on(Topic<?> topic) {
        return byTopic.getOrDefault(topic, List.of());
    }
}
