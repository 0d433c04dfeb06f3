package tams.ingest.registrar;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Settings;

/** Compares the two ends of every partition that plans come on, every now and then. Thread-safe. */
final class HiddenRecordsWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HiddenRecordsWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final String topic;
    private final HiddenRecords hidden = new HiddenRecords();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "registrar-hidden-records");
        daemon.setDaemon(true);
        return daemon;
    });

    HiddenRecordsWatch(Settings settings) {
        admin = Clients.admin(settings, "registrar-hidden-records");
        topic = Clients.nameOf(settings, Topics.SEGMENTS);
    }

    void start() {
        var unused =
                thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Brokers that do not answer are somebody else's alarm: what was known stays as it is. */
    void look() {
        try {
            Map<TopicPartition, HiddenRecords.Ends> ends = ends();
            synchronized (this) {
                hidden.look(ends, System.nanoTime());
            }
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("the ends of {} could not be compared", topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, HiddenRecords.Ends> ends()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions = get(
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        // In this order: a transaction that ends in between makes the stable end the further one, never the other way.
        Map<TopicPartition, Long> high = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, HiddenRecords.Ends> ends = new HashMap<>();
        high.forEach((partition, end) ->
                ends.put(partition, new HiddenRecords.Ends(stable.getOrDefault(partition, end), end)));
        return ends;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel level)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(latest, new ListOffsetsOptions(level)).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized long count() {
        return hidden.count();
    }

    synchronized HealthCheck.State state() {
        return hidden.trouble(System.nanoTime()).map(HealthCheck.State::down).orElseGet(HealthCheck.State::fine);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(CALL_TIMEOUT);
    }
}
