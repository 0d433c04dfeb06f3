package tams.ingest.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/** Compares the topics that are there with those that should be; changes nothing. */
public final class TopicReview {

    private TopicReview() {}

    /**
     * One thing that is not as it should be.
     *
     * @param setting {@code topic} where the topic itself is missing, {@code partitions}, {@code replicas}, or a topic
     *     setting of Kafka's, e.g. {@code retention.ms}
     * @param found null where there is nothing
     */
    public record Difference(
            String topic, String setting, @Nullable String found, String wanted) {}

    /**
     * What differs, topic by topic in the order a chunk travels.
     *
     * @throws TemporaryException when Kafka does not answer
     */
    public static List<Difference> of(Settings settings) {
        try (Admin admin = Clients.admin(settings, "topic-review")) {
            return of(admin, settings);
        } catch (ExecutionException | TimeoutException e) {
            throw TopicSetup.silent(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were looked at", e);
        }
    }

    private static List<Difference> of(Admin admin, Settings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(TopicSetup.CALL_TIMEOUT_S, TimeUnit.SECONDS);
        List<Topic<?>> present = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            String name = Clients.nameOf(settings, topic);
            if (there.contains(name)) {
                present.add(topic);
            } else {
                differences.add(new Difference(name, "topic", null, "there: run topics create"));
            }
        }
        List<String> names =
                present.stream().map(topic -> Clients.nameOf(settings, topic)).toList();
        Map<String, TopicDescription> shapes =
                admin.describeTopics(names).allTopicNames().get(TopicSetup.CALL_TIMEOUT_S, TimeUnit.SECONDS);
        Map<String, Map<String, String>> configs = configs(admin, names);
        int replicas = TopicSetup.replicas(admin, settings);
        int partitions = partitions(settings, shapes);
        for (Topic<?> topic : present) {
            String name = Clients.nameOf(settings, topic);
            TopicDescription shape = shapes.get(name);
            Map<String, String> config = configs.get(name);
            if (shape != null && config != null) {
                compare(name, "partitions", "" + shape.partitions().size(), "" + partitions, differences);
                int copies = shape.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0);
                compare(name, "replicas", "" + copies, "" + replicas, differences);
                new TreeMap<>(TopicSetup.configOf(topic, replicas))
                        .forEach((key, wanted) -> compare(name, key, config.get(key), wanted, differences));
            }
        }
        return differences;
    }

    /** As configured; where that is left open, what the first topic that is there has. */
    private static int partitions(Settings settings, Map<String, TopicDescription> shapes) {
        boolean open = settings.origin(Keys.KAFKA_PARTITIONS).equals("default");
        return shapes.values().stream()
                .map(shape -> shape.partitions().size())
                .filter(any -> open)
                .findFirst()
                .orElseGet(() -> settings.get(Keys.KAFKA_PARTITIONS));
    }

    private static Map<String, Map<String, String>> configs(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, Config> each : admin.describeConfigs(resources)
                .all()
                .get(TopicSetup.CALL_TIMEOUT_S, TimeUnit.SECONDS)
                .entrySet()) {
            Map<String, String> values = new HashMap<>();
            each.getValue().entries().forEach(entry -> values.put(entry.name(), entry.value()));
            configs.put(each.getKey().name(), values);
        }
        return configs;
    }

    static void compare(
            String topic, String setting, @Nullable String found, String wanted, List<Difference> differences) {
        if (!wanted.equals(found)) {
            differences.add(new Difference(topic, setting, found, wanted));
        }
    }
}
