package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll loop's hands: takes records from the consumer to their lanes, holds back partitions that have enough under
 * way, commits what is done without a hole. Used by the poll thread alone, save for {@link #pending}, {@link #pendingBytes}, {@link #owns}.
 */
final class SegmentReader implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

    /** Records of a partition under way at once: some MB of memory for 48 partitions, and an hour of one parked feed. */
    static final int WINDOW_MAX = 2_000;
    /** The same where each waits for up to an hour. */
    static final int WAITING_MAX = 200;

    /** Offsets from the oldest open record to the newest: what is read again, and passed over, after a crash. */
    static final long SPAN_MAX = 100_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(200);
    private static final Duration COMMIT_WAIT = Duration.ofSeconds(2);
    private static final Duration GIVE_BACK_WAIT = Duration.ofSeconds(15);

    /** Where records go. */
    @FunctionalInterface
    interface Sink {
        void take(ConsumerRecord<String, byte[]> record, Assignment assignment);
    }

    private final Consumer<String, byte[]> consumer;
    private final Sink sink;
    private final int windowMax;
    private final Ownership ownership;
    private final Map<TopicPartition, Assignment> assignments = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private long lastCommitNanos = System.nanoTime();

    /**
     * Reads what the consumer is subscribed to.
     *
     * @param windowMax records of a partition under way at once; filled again from half of it, so that it does not flap
     */
    SegmentReader(Consumer<String, byte[]> consumer, Sink sink, int windowMax, Ownership ownership) {
        this.consumer = consumer;
        this.sink = sink;
        this.windowMax = windowMax;
        this.ownership = ownership;
    }

    /** One turn of the loop. Never blocks for longer than a poll. */
    void turn() {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(this::take);
        } catch (InvalidOffsetException e) {
            startOver(e);
        } catch (RetriableException e) {
            KafkaWords.unanswered(e, "kafka did not answer a poll");
        }
        holdBack();
        commitNowAndThen();
    }

    /** Records taken and not done with. */
    int pending() {
        return assignments.values().stream()
                .mapToInt(assignment -> assignment.offsets().open())
                .sum();
    }

    /** Bytes of the chunks whose plans these are. */
    long pendingBytes() {
        return assignments.values().stream()
                .mapToLong(assignment -> assignment.offsets().openBytes())
                .sum();
    }

    /** Whether a partition of the topic is ours at the moment. */
    boolean owns(int partition) {
        return owned.contains(partition);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Assignment assignment =
                assignments.computeIfAbsent(partition, any -> new Assignment(partition, record.offset()));
        assignment.offsets().taken(record.offset());
        sink.take(record, assignment);
    }

    /** Reading from the beginning is safe: what the ledger knows is passed over. */
    private void startOver(InvalidOffsetException why) {
        if (why instanceof NoOffsetForPartitionException) {
            LOG.atInfo()
                    .addKeyValue("partitions", why.partitions())
                    .log("nothing was committed; reading from the start");
        } else {
            KafkaWords.lost(why.partitions());
        }
        Set<TopicPartition> partitions = why.partitions();
        partitions.forEach(partition -> {
            Assignment stale = assignments.remove(partition);
            if (stale != null) {
                stale.giveBack(Duration.ZERO);
            }
            committed.remove(partition);
        });
        consumer.seekToBeginning(partitions);
    }

    /** Worked out anew each turn from what is under way, so no rebalance can leave a partition paused. */
    private void holdBack() {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            Assignment assignment = assignments.get(partition);
            if (assignment == null) {
                continue;
            }
            int open = assignment.offsets().open();
            boolean far = assignment.offsets().span() >= SPAN_MAX;
            if (!paused.contains(partition) && (open >= windowMax || far)) {
                pause.add(partition);
            } else if (paused.contains(partition) && open <= windowMax / 2 && !far) {
                resume.add(partition);
            }
        }
        consumer.pause(pause);
        consumer.resume(resume);
    }

    private void commitNowAndThen() {
        long now = System.nanoTime();
        if (now - lastCommitNanos < COMMIT_EVERY.toNanos()) {
            return;
        }
        lastCommitNanos = now;
        Map<TopicPartition, OffsetAndMetadata> due = due(consumer.assignment());
        if (!due.isEmpty()) {
            consumer.commitAsync(due, (offsets, error) -> {
                if (error == null) {
                    remember(offsets);
                } else {
                    KafkaWords.unanswered(error, "offsets were not committed; the next time will do");
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.get(partition);
            if (assignment == null) {
                continue;
            }
            if (assignment.offsets().open() == 0 && consumer.assignment().contains(partition)) {
                assignment.offsets().readUpTo(consumer.position(partition));
            }
            long offset = assignment.offsets().committable();
            if (!Objects.equals(committed.get(partition), offset)) {
                due.put(partition, new OffsetAndMetadata(offset));
            }
        }
        return due;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    /** Commits and waits for it; a failure costs a repetition, never a loss. */
    void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> due = due(partitions);
        if (due.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(due, COMMIT_WAIT);
            remember(due);
        } catch (KafkaException e) {
            KafkaWords.unanswered(e, "offsets were not committed; their records will be read again");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> owned.add(partition.partition()));
        ownership.assigned(numbers(partitions));
        LOG.atInfo().addKeyValue("partitions", partitions.size()).log("partitions were assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        giveBack(partitions, GIVE_BACK_WAIT);
        commitNow(partitions);
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        giveBack(partitions, Duration.ZERO);
        forget(partitions);
    }

    private void giveBack(Collection<TopicPartition> partitions, Duration patience) {
        partitions.forEach(partition -> owned.remove(partition.partition()));
        ownership.revoked(numbers(partitions));
        partitions.stream()
                .map(assignments::get)
                .filter(Objects::nonNull)
                .forEach(assignment -> assignment.giveBack(patience));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            assignments.remove(partition);
            committed.remove(partition);
        });
    }
}
