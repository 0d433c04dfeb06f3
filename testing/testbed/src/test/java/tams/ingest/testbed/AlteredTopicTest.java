package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReview;
import tams.ingest.kit.TopicSetup;

/** Goal: no service works on topics that lose what is written to them. Method: a real broker, and a ledger that forgets. */
@Timeout(240)
class AlteredTopicTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aServiceDoesNotStartOnALedgerThatForgetsAndSaysWhichSettingItIs() throws Exception {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        LocalProcess kafka = LocalProcess.start(broker, null);
        try {
            String bootstrap = "127.0.0.1:" + broker.kafkaPort();
            Settings settings = Settings.load(
                    null, Map.of(), Map.of("kafka.bootstrap", bootstrap, "kafka.topic_prefix", "altered."));
            TopicSetup.ensure(settings);
            alter(settings, "altered.ingest.outcomes", "cleanup.policy", "delete");
            // The broker shows it a little after the controller has taken it.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> TopicReview.of(settings).stream()
                            .anyMatch(each -> each.setting().equals("cleanup.policy")));

            CommandLineProcess registrar = CommandLineProcess.run(
                    folder,
                    Map.of(
                            "TAMS_INGEST_KAFKA_BOOTSTRAP",
                            bootstrap,
                            "TAMS_INGEST_KAFKA_TOPIC_PREFIX",
                            "altered.",
                            "TAMS_INGEST_DROP_ROOT",
                            folder.toString()),
                    "run",
                    "registrar");

            assertThat(registrar.exit()).as(registrar.err()).isEqualTo(78);
            assertThat(registrar.err())
                    .contains("altered.ingest.outcomes has cleanup.policy delete, but has to have compact");
        } finally {
            kafka.close();
        }
    }

    private static void alter(Settings settings, String topic, String setting, String value) throws Exception {
        try (Admin admin = Clients.admin(settings, "test")) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
