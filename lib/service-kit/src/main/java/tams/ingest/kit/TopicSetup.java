package tams.ingest.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/** Creates the topics with explicit settings; nothing is left to the broker's defaults. */
public final class TopicSetup {

    private static final int REPLICAS_WANTED = 3;
    private static final int CALL_TIMEOUT_S = 30;

    private TopicSetup() {}

    /**
     * Creates what is missing and checks what is there.
     *
     * @throws TemporaryException when Kafka does not answer
     * @throws ConfigException when a topic has another number of partitions than configured: keys would move and order
     *     would break
     */
    public static void ensure(Settings settings) {
        try (Admin admin = Clients.admin(settings, "topic-setup")) {
            Set<String> present = admin.listTopics().names().get(CALL_TIMEOUT_S, TimeUnit.SECONDS);
            create(admin, settings, present);
            verify(admin, settings);
        } catch (ExecutionException | TimeoutException e) {
            throw silent(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were set up", e);
        }
    }

    private static void create(Admin admin, Settings settings, Set<String> present)
            throws ExecutionException, InterruptedException, TimeoutException {
        int replicas = replicas(admin, settings);
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            String name = Clients.nameOf(settings, topic);
            if (!present.contains(name)) {
                missing.add(new NewTopic(name, settings.get(Keys.KAFKA_PARTITIONS), (short) replicas)
                        .configs(configOf(topic, replicas)));
            }
        }
        for (var creation : admin.createTopics(missing).values().values()) {
            try {
                creation.get(CALL_TIMEOUT_S, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another service was faster; verify() looks at what it made.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /**
     * The replicas of every topic that is created: as configured, else three or as many as there are brokers.
     *
     * @throws ConfigException when Kafka cannot be reached
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

    private static int replicas(Admin admin, Settings settings)
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
        var kept = topic.kept();
        if (kept == null) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()));
        }
        return config;
    }

    private static void verify(Admin admin, Settings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        int wanted = settings.get(Keys.KAFKA_PARTITIONS);
        List<String> names = Topics.ALL.stream()
                .map(topic -> Clients.nameOf(settings, topic))
                .toList();
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get(CALL_TIMEOUT_S, TimeUnit.SECONDS);
        List<String> mistakes = found.values().stream()
                .filter(topic -> topic.partitions().size() != wanted)
                .map(topic -> "the topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions but kafka.partitions is " + wanted
                        + ": set it to what the topics have")
                .toList();
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    private static ConfigException silent(Settings settings, Exception e) {
        return new ConfigException("Kafka at " + settings.get(Keys.KAFKA_BOOTSTRAP)
                + " does not answer; check kafka.bootstrap and that it runs (" + cause(e) + ")");
    }

    private static String cause(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }
}
