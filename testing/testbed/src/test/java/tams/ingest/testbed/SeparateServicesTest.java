package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the three services work as processes of their own, and wait for a store that is not there without losing anything. */
class SeparateServicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aStoreThatIsAwayIsNamedAndWaitedFor() throws Exception {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        int opsPort = LocalProcess.freePort();
        try (LocalProcess kafka = LocalProcess.start(broker, null);
                SeparateServices services = new SeparateServices(folder, broker)) {
            services.run("registrar", opsPort);
            int routerPort = LocalProcess.freePort();
            services.run("router", routerPort);
            services.run("watcher");
            services.applyFeeds("feeds: [{id: camera, complete: rename}]\n");
            CommandLineProcess topics = services.call("topics", "diff", "--json");
            assertThat(topics.exit()).as("topics diff: %s", topics.err()).isZero();
            assertThat(topics.out().strip()).isEqualTo("[]");
            services.drop("camera", 1);
            services.drop("camera", 2);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(SeparateServices.ready(opsPort))
                            .contains("DOWN")
                            .contains(URI.create(services.storeUrl()).getAuthority()));
            await().atMost(PATIENCE)
                    .until(() -> services.row("camera").path("pending").asInt() == 2);

            long bytes = Samples.camera(1).length + (long) Samples.camera(2).length;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(SeparateServices.metrics(opsPort))
                            .contains("\ntams_ingest_pending 2.0\n")
                            .contains("\ntams_ingest_pending_bytes " + (double) bytes + "\n")
                            .contains("\ntams_ingest_unread_records{topic=\"ingest.segments\"} 0.0\n"));
            assertThat(SeparateServices.metrics(routerPort))
                    .contains("\ntams_ingest_unread_records{topic=\"ingest.chunks\"} 0.0\n")
                    .contains("\ntams_ingest_unread_records{topic=\"ingest.outcomes\"} 0.0\n");

            services.run("local-tams");
            await().atMost(PATIENCE)
                    .until(() -> services.row("camera").path("registered").asInt() == 2);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(SeparateServices.ready(opsPort)).doesNotContain("DOWN"));
            StoreView store = services.store();
            List<JsonNode> segments =
                    store.segments(store.flow("camera").orElseThrow().path("id").asText());
            assertThat(segments.stream()
                            .map(segment -> segment.path("timerange").asText()))
                    .containsExactly("[0:0_2:2000000)", "[2:2000000_4:4000000)");
            assertThat(store.object(segments.get(1))).isEqualTo(Samples.camera(2));
            kafka.stop();
        }
    }
}
