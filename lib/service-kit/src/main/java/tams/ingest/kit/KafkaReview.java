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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether Kafka keeps what the pipeline relies on, looked at when a service starts (reference, settings to assert at
 * start). Our topics are made with all of it; others may have changed them since, or made them first.
 */
public final class KafkaReview {

    /** Where another value loses records that were acknowledged, or lines of the ledger. */
    private static final Set<String> FATAL =
            Set.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG);

    /** How long a group that is away keeps its place: longer than any outage that is waited for. */
    static final int OFFSETS_KEPT_DAYS = 60;

    private static final int BROKER_WAIT_S = 5;
    private static final long MINUTES_A_DAY = 24 * 60;

    private KafkaReview() {}

    /**
     * Looks at topics and at one broker.
     *
     * @return what an operator should know, one line each; a broker that does not show its settings is passed over
     * @throws ConfigException for what would lose something, naming topic and setting
     * @throws TemporaryException when Kafka does not answer
     */
    public static List<String> atStart(Settings settings) {
        List<TopicReview.Difference> differences = TopicReview.of(settings);
        List<String> mistakes = differences.stream()
                .filter(each -> FATAL.contains(each.setting()))
                .map(each -> "the topic " + each.topic() + " has " + each.setting() + " " + each.found()
                        + ", but has to have " + each.wanted() + ", or it loses what was written: change it"
                        + " (kafka-configs --alter), then start again")
                .toList();
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        List<String> warnings = new ArrayList<>(ofTopics(differences));
        warnings.addAll(ofBroker(broker(settings)));
        return warnings;
    }

    /** What differs and matters: to be kept longer does not. */
    static List<String> ofTopics(List<TopicReview.Difference> differences) {
        return differences.stream()
                .filter(each -> !FATAL.contains(each.setting()))
                .filter(each -> !each.setting().equals(TopicConfig.RETENTION_MS_CONFIG) || isLess(each))
                .map(each -> "the topic " + each.topic() + " has " + each.setting() + " " + each.found() + ", not "
                        + each.wanted() + ": see topics diff")
                .toList();
    }

    /** Negative is for ever. */
    private static boolean isLess(TopicReview.Difference retention) {
        String found = retention.found();
        long kept = found == null ? 0 : Long.parseLong(found);
        return kept >= 0 && kept < Long.parseLong(retention.wanted());
    }

    static List<String> ofBroker(Map<String, String> broker) {
        List<String> warnings = new ArrayList<>();
        if ("true".equals(broker.get("auto.create.topics.enable"))) {
            warnings.add("the brokers create topics by themselves (auto.create.topics.enable), with their own settings:"
                    + " switch it off");
        }
        String kept = broker.get("offsets.retention.minutes");
        if (kept != null && Long.parseLong(kept) < OFFSETS_KEPT_DAYS * MINUTES_A_DAY) {
            warnings.add("the brokers forget a group's place after " + kept + " minutes (offsets.retention.minutes): a"
                    + " service that is away for longer reads everything again; set it to "
                    + OFFSETS_KEPT_DAYS * MINUTES_A_DAY);
        }
        return warnings;
    }

    private static Map<String, String> broker(Settings settings) {
        try (Admin admin = Clients.admin(settings, "kafka-review")) {
            Node any = admin.describeCluster()
                    .nodes()
                    .get(BROKER_WAIT_S, TimeUnit.SECONDS)
                    .iterator()
                    .next();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
            Map<String, String> values = new HashMap<>();
            for (Config config : admin.describeConfigs(
                            List.of(resource), new DescribeConfigsOptions().timeoutMs(BROKER_WAIT_S * 1_000))
                    .all()
                    .get(BROKER_WAIT_S, TimeUnit.SECONDS)
                    .values()) {
                config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
            }
            return values;
        } catch (ExecutionException | TimeoutException e) {
            // Not everybody may look at brokers, and this one may just have gone: that holds no service up.
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a broker was looked at", e);
        }
    }
}
