package tams.ingest.router;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/** Every option of Kafka Streams that matters, each with its reason. */
final class RouterOptions {

    /** A transaction that a killed router left open hides everything behind it for this long at most. */
    static final int TRANSACTION_TIMEOUT_MS = 5_000;

    static final int HEARTBEAT_MS = 2_000;

    /** Names consumer group, state and internal topics; its version grows when state can no longer be read (ADR 24). */
    static final String APPLICATION = "segmenter-router-v1";

    /**
     * The longest that an output waits for its commit; one that comes alone does not wait, see {@link
     * PlanSegments#COMMIT_SPACING}.
     */
    static final int COMMIT_INTERVAL_MS = 100;

    /** A commit that is due waits for the end of a poll; shorter polls cost an idle router several percent of a core. */
    static final int POLL_MS = 100;

    private static final List<Path> EMPTIED =
            List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"), Path.of("/run"));

    private RouterOptions() {}

    /**
     * The options of one router.
     *
     * @param stateDir the local state, owned by one process
     * @param instance survives a restart, so that a router that comes back keeps its partitions
     * @param replicas of internal topics
     */
    static Map<String, Object> of(Settings settings, Path stateDir, String instance, int replicas) {
        String prefix = settings.get(Keys.KAFKA_TOPIC_PREFIX);
        Map<String, Object> options = Clients.base(settings, prefix + "segmenter-router");
        options.put(StreamsConfig.APPLICATION_ID_CONFIG, prefix + APPLICATION);
        options.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        options.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
        // Another router has a timeline at hand when this one is gone; a single broker has a single router.
        options.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, replicas > 1 ? 1 : 0);
        options.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(Math.max(1, replicas - 1)));
        // As our own topics have it: what is written by the wall clock passes whatever that says.
        options.put(
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG),
                TimestampType.LOG_APPEND_TIME.name);
        options.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateLimits.class);
        options.putAll(clients(instance));
        options.putAll(processing(prefix));
        return options;
    }

    /** Why a folder is no place for state: systems empty it. Empty for any other. */
    static Optional<String> doubt(Path stateDir) {
        Path real = stateDir.toAbsolutePath().normalize();
        return EMPTIED.stream()
                .filter(real::startsWith)
                .findFirst()
                .map(folder -> Keys.ROUTER_STATE.key() + " is " + real + ", and systems empty " + folder
                        + ": choose a folder that lasts, or every feed waits after that until its end was asked for");
    }

    /** What also holds without a broker. */
    static Map<String, Object> processing(String prefix) {
        Map<String, Object> options = new HashMap<>();
        // A timeline that goes back after a crash while its plans are out would give the next chunk another time.
        options.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Names are part of the state: a generated one would shift with the topology and lose it.
        options.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        options.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        options.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        options.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        options.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, (long) COMMIT_INTERVAL_MS);
        options.put(StreamsConfig.POLL_MS_CONFIG, (long) POLL_MS);
        // A chunk waits for no other topic: nothing here depends on how records of different topics interleave.
        options.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A record that cannot be read or processed goes to the dead letters and holds up nobody.
        options.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        options.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        options.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, prefix + Topics.DEAD_LETTERS.name());
        return options;
    }

    private static Map<String, Object> clients(String instance) {
        Map<String, Object> options = new HashMap<>();
        options.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        options.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        options.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), Clients.SESSION_TIMEOUT_MS);
        options.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        options.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        options.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        options.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        return options;
    }
}
