package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a registrar that has lost its place and reads everything again registers nothing new, chunks and clips alike.
 * Method: real processes; the groups' offsets are deleted, and the store and the ledger have to be as before once all has
 * been read.
 */
@Timeout(300)
class ReplayFromZeroTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CHUNKS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void registersNothingNew() throws Exception {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        try (LocalProcess kafka = LocalProcess.start(broker, null);
                SeparateServices services = new SeparateServices(folder, broker);
                Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + broker.kafkaPort()))) {
            for (String service : List.of("local-tams", "registrar", "router", "watcher")) {
                services.run(service);
            }
            services.applyFeeds("feeds: [{id: camera, complete: rename}]\n");
            for (int number = 1; number <= CHUNKS; number++) {
                services.drop("camera", number);
            }
            await().atMost(PATIENCE)
                    .until(() -> services.row("camera").path("registered").asInt() == CHUNKS);
            String flow = services.row("camera").path("flow_id").asText();
            CommandLineProcess clip =
                    services.call("clips", "create", "--from-flow", flow, "--timerange", "[1:0_", "--label", "clip");
            assertThat(clip.exit()).as(clip.err()).isZero();
            await().atMost(PATIENCE).until(() -> allSegments(services).size() == 2 * CHUNKS);
            awaitRead(admin, "registrar", "ingest.segments");
            awaitRead(admin, "registrar-clips", "ingest.references");
            Set<String> before = allSegments(services);
            Map<TopicPartition, Long> ledger = ends(admin, "ingest.outcomes");

            services.kill("registrar");
            forget(admin, "registrar");
            forget(admin, "registrar-clips");
            services.run("registrar");
            awaitRead(admin, "registrar", "ingest.segments");
            awaitRead(admin, "registrar-clips", "ingest.references");

            assertThat(allSegments(services)).isEqualTo(before);
            assertThat(ends(admin, "ingest.outcomes")).isEqualTo(ledger);
            kafka.stop();
        }
    }

    private static Set<String> allSegments(SeparateServices services) {
        Set<String> all = new HashSet<>();
        for (JsonNode flow : services.store().flows()) {
            if (flow.has("container")) {
                String id = flow.path("id").asText();
                services.store()
                        .segments(id)
                        .forEach(segment ->
                                all.add(id + " " + segment.path("timerange").asText() + " "
                                        + segment.path("object_id").asText()));
            }
        }
        return all;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < SeparateServices.PARTITIONS; partition++) {
            asked.put(new TopicPartition(SeparateServices.PREFIX + topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static void awaitRead(Admin admin, String group, String topic) {
        await(group).atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(SeparateServices.PREFIX + group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> committed.put(partition, offset.offset()));
            Map<TopicPartition, Long> ends = ends(admin, topic);
            ends.values().removeIf(end -> end == 0);
            assertThat(ends).isNotEmpty();
            assertThat(committed).containsAllEntriesOf(ends);
        });
    }

    /** The group has to be empty for that, which it is once the killed member's session has run out. */
    private static void forget(Admin admin, String group) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(ExecutionException.class)
                .until(() -> {
                    admin.deleteConsumerGroups(Set.of(SeparateServices.PREFIX + group))
                            .all()
                            .get();
                    return true;
                });
    }
}
