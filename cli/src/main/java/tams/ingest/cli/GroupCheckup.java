package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.router.SegmenterRouter;

/** Who reads as which consumer group, and how far each is behind. Only reads. */
final class GroupCheckup {

    /** A backlog of half an hour of a feed with chunks of two seconds, or of some seconds of a hundred feeds. */
    static final long BEHIND_MAX = 1_000;

    private static final int WAIT_MS = 5_000;
    private static final List<String> GROUPS = List.of(SegmenterRouter.GROUP, "registrar");

    private GroupCheckup() {}

    static List<Finding> of(Admin admin, Settings settings) throws InterruptedException, TimeoutException {
        List<String> names = GROUPS.stream()
                .map(group -> settings.get(Keys.KAFKA_TOPIC_PREFIX) + group)
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (var each : admin.describeConsumerGroups(names, new DescribeConsumerGroupsOptions().timeoutMs(WAIT_MS))
                .describedGroups()
                .entrySet()) {
            findings.add(readers(each.getKey(), members(each.getValue())));
            findings.addAll(lag(each.getKey(), unread(admin, each.getKey())));
        }
        return findings;
    }

    private static Finding readers(String group, int members) {
        return members > 0
                ? Finding.ok("groups", group + " reads, " + members + " members")
                : Finding.warning("groups", "nobody reads as " + group, "start it: tams-ingest run");
    }

    /** None of a group that never was, or that this user may not see. */
    private static int members(KafkaFuture<ConsumerGroupDescription> group)
            throws InterruptedException, TimeoutException {
        try {
            return group.get(WAIT_MS, TimeUnit.MILLISECONDS).members().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    /** Records between what a group has committed and what it could read, by topic; empty where nobody says. */
    private static Map<String, Long> unread(Admin admin, String group) throws InterruptedException, TimeoutException {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec()),
                            new ListConsumerGroupOffsetsOptions().timeoutMs(WAIT_MS))
                    .partitionsToOffsetAndMetadata(group)
                    .get(WAIT_MS, TimeUnit.MILLISECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            Map<String, Long> unread = new TreeMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(WAIT_MS))
                    .all()
                    .get(WAIT_MS, TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> unread.merge(
                            partition.topic(),
                            Math.max(0, end.offset() - committed.getOrDefault(partition, end.offset())),
                            Long::sum));
            return unread;
        } catch (ExecutionException e) {
            // Not everybody may look at groups, and a topic may just go: who reads is told of above.
            return Map.of();
        }
    }

    /** One finding for each topic that is far behind, or one for the whole group. */
    static List<Finding> lag(String group, Map<String, Long> unread) {
        List<Finding> behind = unread.entrySet().stream()
                .filter(each -> each.getValue() > BEHIND_MAX)
                .map(each -> Finding.warning(
                        "group-lag",
                        group + " has " + each.getValue() + " records of " + each.getKey() + " to read",
                        "where it grows, look at 'status' and the service's log; more services share the partitions"))
                .toList();
        return behind.isEmpty() && !unread.isEmpty()
                ? List.of(Finding.ok("group-lag", group + " is not behind"))
                : behind;
    }
}
