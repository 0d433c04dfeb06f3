package tams.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** Goal: a container that lacks something says what in its log and in its health. Method: Kafka, and one service each. */
class ContainerTroubleTest {

    private static final Duration SAID_MAX = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ComposedSite site;

    @BeforeAll
    static void start() throws Exception {
        Images.requireEngine();
        Images.build();
        Path locked = Files.createDirectories(folder.resolve("drop"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        site = new ComposedSite(Images.compose(locked), Files.createDirectories(folder.resolve("feeds")));
        site.startKafka();
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    private static void awaitWords(String service, Map<String, String> environment, String... words) {
        awaitWords(site.container(service, environment), service, words);
    }

    private static void awaitWords(GenericContainer<?> made, String service, String... words) {
        try (GenericContainer<?> container = made) {
            container.start();
            await(service)
                    .atMost(SAID_MAX)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(container.getLogs() + ComposedSite.lastLook(container))
                            .contains(words));
        }
    }

    @Test
    void namesAStoreThatIsNotThere() {
        awaitWords(
                "registrar",
                Map.of("TAMS_INGEST_TAMS_URL", "http://nobody.invalid:8010", "TAMS_INGEST_DROP_ROOT", "/tmp"),
                "registrar-store",
                "nobody.invalid");
    }

    @Test
    void namesADropFolderThatItsUserMayNotUse() {
        awaitWords("watcher", Map.of(), "/drop");
    }

    @Test
    void namesADropFolderThatIsNotThere() {
        awaitWords("watcher", Map.of("TAMS_INGEST_DROP_ROOT", "/nowhere"), "drop.root", "/nowhere");
    }

    @Test
    void namesKafkaWhereItDoesNotAnswer() {
        awaitWords("router", Map.of("TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:1"), "kafka.bootstrap");
    }

    @Test
    void namesADiskThatIsFull() {
        GenericContainer<?> router = site.container("router", Map.of("TAMS_INGEST_ROUTER_STATE_DIR", "/tiny/state"));
        router.withTmpFs(Map.of("/tiny", "mode=1777,size=64k"));
        awaitWords(router, "router", "No space left on device");
    }

    @Test
    void namesAPortThatIsTaken() {
        awaitWords(
                "local-tams",
                Map.of("TAMS_INGEST_LOCAL_TAMS_PORT", "9000", "TAMS_INGEST_LOCAL_TAMS_S3_PORT", "9000"),
                "9000");
    }
}
