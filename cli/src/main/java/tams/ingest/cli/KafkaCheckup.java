package tams.ingest.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.KafkaReview;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReview;
import tams.ingest.registrar.StoreConnection;

/** Kafka from its address to who reads what, and what the feed table in it says. Only reads. */
final class KafkaCheckup {

    private static final int WAIT_MS = 5_000;
    private static final int FLOWS_MAX = 200;

    private KafkaCheckup() {}

    static List<Finding> of(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        String brokers = settings.get(Keys.KAFKA_BOOTSTRAP);
        try (Admin admin = Clients.admin(settings, "doctor")) {
            Collection<Node> nodes = admin.describeCluster(new DescribeClusterOptions().timeoutMs(WAIT_MS))
                    .nodes()
                    .get(2 * WAIT_MS, TimeUnit.MILLISECONDS);
            findings.add(Finding.ok("kafka", nodes.size() + " brokers at " + brokers));
            nodes.forEach(node -> findings.add(listener(node)));
            if (topics(settings, findings)) {
                findings.addAll(GroupCheckup.of(admin, settings));
                feeds(settings, findings);
            }
        } catch (TimeoutException e) {
            findings.add(Finding.failed(
                    "kafka",
                    "no broker answers at " + brokers,
                    "start Kafka, or mend kafka.bootstrap, kafka.client.*"));
        } catch (ExecutionException e) {
            findings.add(refused(brokers, e.getCause() == null ? e : e.getCause()));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.add(Finding.failed(
                    "kafka", "no client can be made: " + cause.getMessage(), "mend kafka.bootstrap, kafka.client.*"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.failed("kafka", "interrupted", "ask again"));
        }
        return findings;
    }

    private static Finding silent(String brokers) {
        return Finding.failed(
                "kafka", "no broker answers at " + brokers, "start Kafka, or mend kafka.bootstrap, kafka.client.*");
    }

    private static Finding refused(String brokers, Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return silent(brokers);
        }
        if (cause instanceof AuthenticationException) {
            return Finding.failed("kafka-login", String.valueOf(cause.getMessage()), "mend kafka.client.sasl.*, ssl.*");
        }
        if (cause instanceof AuthorizationException) {
            return Finding.failed("kafka-rights", String.valueOf(cause.getMessage()), "give the user the right to it");
        }
        return Finding.failed("kafka", brokers + ": " + cause.getMessage(), "start Kafka, or mend kafka.bootstrap");
    }

    /** What a broker advertises is what clients go to, wherever they asked first. */
    static Finding listener(Node node) {
        String address = node.host() + ":" + node.port();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.host(), node.port()), WAIT_MS);
            return Finding.ok("kafka-listeners", address);
        } catch (IOException e) {
            return Finding.failed(
                    "kafka-listeners",
                    "the broker " + node.idString() + " says to be at " + address
                            + ", which takes no connection from here",
                    "mend the broker's advertised.listeners, or the name service");
        }
    }

    /** Whether all topics are there. */
    private static boolean topics(Settings settings, List<Finding> findings) {
        String missing = TopicReview.of(settings).stream()
                .filter(each -> each.setting().equals("topic"))
                .map(TopicReview.Difference::topic)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            findings.add(Finding.failed("topics", "missing: " + missing, "topics create"));
            return false;
        }
        findings.add(Finding.ok("topics", "all are there"));
        try {
            KafkaReview.atStart(settings)
                    .forEach(each -> findings.add(Finding.warning("kafka-settings", each, "topics diff has all")));
        } catch (ConfigException e) {
            findings.add(Finding.failed("topic-settings", String.valueOf(e.getMessage()), "topics diff has all"));
        }
        return true;
    }

    private static void feeds(Settings settings, List<Finding> findings) {
        List<Feed> feeds = FeedTableTopic.read(settings).feeds();
        findings.add(
                feeds.isEmpty()
                        ? Finding.warning("feeds", "there are none, so every folder is parked", "feeds apply FILE")
                        : Finding.ok("feeds", feeds.size() + " feeds"));
        settings.find(Keys.DROP_ROOT)
                .filter(root -> BucketAddress.of(root).isEmpty())
                .ifPresent(root -> folders(root, feeds, findings));
        List<StoreCheckup.FlowOfFeed> flows = flows(settings, feeds);
        if (!flows.isEmpty()) {
            try (TamsApi store = StoreConnection.open(settings)) {
                findings.addAll(StoreCheckup.flows(store, flows));
                SignedUrls.of(store, flows).ifPresent(findings::add);
            } catch (StoreException e) {
                findings.add(Finding.warning("flows", "not looked at: " + e.getMessage(), "mend the store first"));
            }
        }
    }

    private static void folders(Path root, List<Feed> feeds, List<Finding> findings) {
        feeds.stream()
                .filter(feed -> !feed.standsForMany())
                .filter(feed -> !Files.isDirectory(root.resolve(feed.folder())))
                .forEach(feed -> findings.add(Finding.warning(
                        "feed-folders",
                        "feed " + feed.id() + " has no folder " + root.resolve(feed.folder()),
                        "make it, or mend the feed's folder")));
    }

    /** Those that a feed names, and those that segments are in. */
    private static List<StoreCheckup.FlowOfFeed> flows(Settings settings, List<Feed> feeds) {
        Map<String, StoreCheckup.FlowOfFeed> flows = new TreeMap<>();
        TopicSnapshot.read(settings, Topics.FEED_STATUS, (feed, line) -> {
            if (line instanceof FeedStatus status
                    && status.flowId() != null
                    && status.counts().registered() > 0) {
                flows.put(feed, new StoreCheckup.FlowOfFeed(feed, status.flowId()));
            }
        });
        feeds.forEach(feed -> {
            if (feed.flow().id() != null) {
                flows.putIfAbsent(
                        feed.id(),
                        new StoreCheckup.FlowOfFeed(feed.id(), feed.flow().id()));
            }
        });
        return flows.values().stream().limit(FLOWS_MAX).toList();
    }
}
