package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.cli.WatcherlessPipeline;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;

/** Goal: what an open transaction hides is seen on a real broker, and seen no more once it ends. */
class HiddenRecordsWatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void seesRecordsThatReadersOfCommittedOnesDoNot() throws IOException {
        try (WatcherlessPipeline pipeline =
                        WatcherlessPipeline.start(folder, Files.createDirectories(folder.resolve("drop")), List.of());
                HiddenRecordsWatch watch = new HiddenRecordsWatch(pipeline.settings());
                KafkaProducer<String, byte[]> producer = producer(pipeline.settings())) {
            watch.look();
            assertThat(watch.count()).isZero();

            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        Clients.nameOf(pipeline.settings(), Topics.SEGMENTS),
                        "camera",
                        "no event".getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
            watch.look();
            assertThat(watch.count()).isEqualTo(3);
            assertThat(watch.state().up()).as("three records, a moment ago").isTrue();

            producer.abortTransaction();
            await().atMost(PATIENCE).untilAsserted(() -> {
                watch.look();
                assertThat(watch.count()).isZero();
            });
        }
    }

    private static KafkaProducer<String, byte[]> producer(Settings settings) {
        Map<String, Object> options = new HashMap<>(Clients.base(settings, "open"));
        options.putAll(Clients.producerOptions());
        options.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "open-" + UUID.randomUUID());
        return new KafkaProducer<>(options, new StringSerializer(), new ByteArraySerializer());
    }
}
