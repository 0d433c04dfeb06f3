package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * K8. Goal: a router that has lost everything goes on behind what is there; no chunk is lost, none gets a second place, and
 * a new feed waits for nobody. Method: real processes; the state folder and the router's own topics are deleted, the second
 * time its offsets and a part of what it would read again too.
 */
@Timeout(300)
class LostRouterStateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void goesOnBehindWhatIsThere() throws Exception {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        try (LocalProcess kafka = LocalProcess.start(broker, null);
                SeparateServices services = new SeparateServices(folder, broker);
                Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + broker.kafkaPort()))) {
            for (String service : List.of("local-tams", "registrar", "router", "watcher")) {
                services.run(service);
            }
            services.applyFeeds("feeds: [{id: camera, complete: rename}, {id: later, complete: rename}]\n");
            for (int number = 1; number <= 3; number++) {
                services.drop("camera", number);
            }
            awaitRegistered(services, "camera", 3);

            services.kill("router");
            forgetAll(services, admin);
            services.drop("camera", 4);
            services.drop("later", 1);
            services.run("router");
            awaitRegistered(services, "camera", 4);
            awaitRegistered(services, "later", 1);

            services.kill("router");
            forgetAll(services, admin);
            forgetOffsets(admin);
            services.drop("camera", 5);
            services.run("router");
            awaitRegistered(services, "camera", 5);

            assertThat(timeranges(services, "camera"))
                    .containsExactly(
                            "[0:0_2:2000000)",
                            "[2:2000000_4:4000000)",
                            "[4:4000000_6:6000000)",
                            "[6:6000000_8:8000000)",
                            "[8:8000000_10:10000000)");
            assertThat(timeranges(services, "later")).containsExactly("[0:0_2:2000000)");
            assertThat(Files.readString(folder.resolve("router.log")))
                    .contains("feed camera")
                    .contains("[4:4000000_6:6000000)")
                    .contains("[6:6000000_8:8000000)");
            kafka.stop();
        }
    }

    private static void awaitRegistered(SeparateServices services, String feed, int chunks) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(timeranges(services, feed)).hasSize(chunks));
    }

    private static List<String> timeranges(SeparateServices services, String feed) {
        StoreView store = services.store();
        return store.flow(feed)
                .map(flow -> store.timeranges(flow.path("id").asText()))
                .orElse(List.of());
    }

    /** What the router keeps on its disk and on topics of its own. */
    private void forgetAll(SeparateServices services, Admin admin) throws Exception {
        try (Stream<Path> files = Files.walk(services.routerState())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Set<String> own = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(SeparateServices.PREFIX + "segmenter-router-v1-"))
                .collect(Collectors.toSet());
        assertThat(own).anyMatch(name -> name.endsWith("-timelines-changelog"));
        admin.deleteTopics(own).all().get();
    }

    /** Where it had come to; and the feed's first chunk is no longer there to be read again. */
    private static void forgetOffsets(Admin admin) throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(ExecutionException.class)
                .until(() -> {
                    admin.deleteConsumerGroups(Set.of(SeparateServices.PREFIX + "segmenter-router-v1"))
                            .all()
                            .get();
                    return true;
                });
        String chunks = SeparateServices.PREFIX + "ingest.chunks";
        for (int partition = 0; partition < SeparateServices.PARTITIONS; partition++) {
            forgetFirst(admin, new TopicPartition(chunks, partition));
        }
    }

    private static void forgetFirst(Admin admin, TopicPartition partition) throws Exception {
        try {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            // Nothing lies in this one.
            assertThat(e).hasCauseInstanceOf(OffsetOutOfRangeException.class);
        }
    }
}
