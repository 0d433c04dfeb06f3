package tams.ingest.registrar;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.jspecify.annotations.Nullable;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.s3.Bucket;
import tams.ingest.s3.StagingPlace;

/**
 * Registrar's own configuration.
 *
 * @param dropRoot absolute; or a place in a bucket
 * @param staging where copies of chunks lie for us; null where we read the drop folder itself
 * @param quarantine where refused files are; null where it lies outside the bucket that is the drop folder
 * @param lanesMax uploads at the same time
 * @param batchMax chunks of one Flow that are carried together
 * @param patience how long a chunk that the store refuses is tried again before its feed's next one may pass
 * @param retriesMax how often it waits on a retry topic after that
 * @param instance tells this registrar from others of its group, and is the same after a restart
 * @param prefix of topics and group
 */
record RegistrarConfig(
        Path dropRoot,
        @Nullable Path staging,
        @Nullable Path quarantine,
        int lanesMax,
        int batchMax,
        Duration patience,
        int retriesMax,
        String instance,
        String prefix) {

    private static final int HEARTBEAT_MS = 2_000;

    /** The poll loop never waits, so only a stopped process is silent for so long. */
    private static final int MAX_POLL_INTERVAL_MS = 120_000;

    private static final int MAX_POLL_RECORDS = 500;

    /** Without staging, and with the quarantine at its place. */
    RegistrarConfig(Path dropRoot, int lanesMax, int batchMax, Duration patience, int retriesMax, String prefix) {
        this(dropRoot, null, dropRoot.resolve("quarantine"), lanesMax, batchMax, patience, retriesMax, host(), prefix);
    }

    /** Reads and checks. @throws tams.ingest.kit.ConfigException when a key is missing or cannot be read */
    static RegistrarConfig of(Settings settings) {
        Path root = settings.get(Keys.DROP_ROOT);
        Path dropRoot = BucketAddress.of(root)
                .map(address -> Bucket.open(settings, address))
                .orElseGet(() -> root.toAbsolutePath().normalize());
        return new RegistrarConfig(
                dropRoot,
                StagingPlace.of(settings).orElse(null),
                quarantine(settings, dropRoot),
                settings.get(Keys.REGISTRAR_LANES_MAX),
                settings.get(Keys.REGISTRAR_BATCH_MAX),
                settings.get(Keys.REGISTRAR_PATIENCE),
                settings.get(Keys.REGISTRAR_RETRIES_MAX),
                settings.find(Keys.REGISTRAR_INSTANCE).orElseGet(RegistrarConfig::host),
                settings.get(Keys.KAFKA_TOPIC_PREFIX));
    }

    private static @Nullable Path quarantine(Settings settings, Path dropRoot) {
        Optional<Path> configured = settings.find(Keys.DROP_QUARANTINE);
        if (configured.isEmpty()) {
            return dropRoot.resolve("quarantine");
        }
        return Bucket.of(dropRoot).isPresent() ? null : configured.get().toAbsolutePath();
    }

    /**
     * A consumer's options, besides those that all consumers have.
     *
     * @param group without the prefix
     */
    Map<String, Object> consumerOptions(String group) {
        Map<String, Object> options = new HashMap<>();
        options.put(ConsumerConfig.GROUP_ID_CONFIG, prefix + group);
        // A process that comes back after kill -9 is the same member, so it need not wait for the session to run out.
        options.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, prefix + group + "-" + instance);
        options.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Clients.SESSION_TIMEOUT_MS);
        options.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        options.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        options.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        options.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return options;
    }

    /** The host's name in the letters that Kafka allows; the same after a restart. */
    private static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            name = "1";
        }
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
