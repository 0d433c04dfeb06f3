package tams.ingest.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/** Creates the topics with explicit settings; nothing is left to the broker's defaults. */
public final class TopicSetup {

    private static final int REPLICAS_WANTED = 3;
    static final int CALL_TIMEOUT_S = 30;

    private TopicSetup() {}

    /**
     * Creates what is missing, with as many partitions as the topics have that are there, else as configured.
     *
     * @throws TemporaryException when Kafka does not answer
     * @throws ConfigException when the topics differ in their partitions, or from what is set: keys would move and order
     *     would break
     */
    public static void ensure(Settings settings) {
        try (Admin admin = Clients.admin(settings, "topic-setup")) {
            Integer set = settings.origin(Keys.KAFKA_PARTITIONS).equals("default")
                    ? null
                    : settings.get(Keys.KAFKA_PARTITIONS);
            Map<String, Integer> present = partitions(admin, settings);
            Integer known = agreed(present, set);
            create(admin, settings, present.keySet(), known == null ? settings.get(Keys.KAFKA_PARTITIONS) : known);
            // Another service may have been faster, and otherwise minded.
            agreed(partitions(admin, settings), set);
        } catch (ExecutionException | TimeoutException e) {
            throw silent(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were set up", e);
        }
    }

    /**
     * The number of partitions that all topics share.
     *
     * @param present the partitions of each topic that is there
     * @param set what the configuration demands; null where it leaves it open
     * @return null when there is no topic yet and nothing is demanded
     * @throws ConfigException naming every topic that has another number
     */
    static @Nullable Integer agreed(Map<String, Integer> present, @Nullable Integer set) {
        Integer wanted = set != null || present.isEmpty() ? set : mostCommon(present.values());
        List<String> mistakes = new ArrayList<>();
        new TreeMap<>(present).forEach((name, partitions) -> {
            if (!partitions.equals(wanted)) {
                mistakes.add("the topic " + name + " has " + partitions + " partitions but "
                        + (set == null
                                ? "the others have " + wanted + ": all must have the same"
                                : "kafka.partitions is " + wanted + ": set it to what the topics have"));
            }
        });
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return wanted;
    }

    private static Integer mostCommon(Collection<Integer> counts) {
        return counts.stream()
                .max(Comparator.comparingInt(count -> Collections.frequency(counts, count)))
                .orElseThrow();
    }

    private static Map<String, Integer> partitions(Admin admin, Settings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> ours = Topics.ALL.stream()
                .map(topic -> Clients.nameOf(settings, topic))
                .collect(Collectors.toSet());
        ours.retainAll(admin.listTopics().names().get(CALL_TIMEOUT_S, TimeUnit.SECONDS));
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(ours)
                .allTopicNames()
                .get(CALL_TIMEOUT_S, TimeUnit.SECONDS)
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    private static void create(Admin admin, Settings settings, Set<String> present, int partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        int replicas = replicas(admin, settings);
        List<NewTopic> missing = Topics.ALL.stream()
                .filter(topic -> !present.contains(Clients.nameOf(settings, topic)))
                .map(topic -> new NewTopic(Clients.nameOf(settings, topic), partitions, (short) replicas)
                        .configs(configOf(topic, replicas)))
                .toList();
        for (var creation : admin.createTopics(missing).values().values()) {
            try {
                creation.get(CALL_TIMEOUT_S, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /**
     * The replicas of every topic that is created: as configured, else three or as many as there are brokers.
     *
     * @throws TemporaryException when Kafka does not answer
     */
    public static int replicas(Settings settings) {
        try (Admin admin = Clients.admin(settings, "topic-setup")) {
            return replicas(admin, settings);
        } catch (ExecutionException | TimeoutException e) {
            throw silent(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the brokers were counted", e);
        }
    }

    static int replicas(Admin admin, Settings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        int configured = settings.get(Keys.KAFKA_REPLICATION);
        int brokers = admin.describeCluster()
                .nodes()
                .get(CALL_TIMEOUT_S, TimeUnit.SECONDS)
                .size();
        return configured > 0 ? configured : Math.max(1, Math.min(REPLICAS_WANTED, brokers));
    }

    static Map<String, String> configOf(Topic<?> topic, int replicas) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replicas - 1)));
        config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        // A broker refuses records of a service whose clock is fast, and would keep what has such a time for as long.
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        var kept = topic.kept();
        if (kept == null) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()));
        }
        return config;
    }

    static TemporaryException silent(Settings settings, Exception e) {
        return new TemporaryException(
                "Kafka at " + settings.get(Keys.KAFKA_BOOTSTRAP)
                        + " does not answer; check kafka.bootstrap and that it runs (" + cause(e) + ")",
                e);
    }

    private static String cause(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }
}
