package tams.ingest.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;

/**
 * Goal: what a newer release writes stops no service of this one. Method: records of an unknown type, with unknown values,
 * and that are no JSON at all lie on every topic before the services come to them, at their start and while they run.
 */
@Timeout(180)
class NewerEventsTest {

    private static final String FEED = "camera-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void goesOnAfterEventsOfANewerRelease() throws Exception {
        LocalProcess.Home home = LocalProcess.Home.in(folder.resolve("home"));
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: " + FEED + ", complete: rename}]\n");
        DroppedFeed feed = DroppedFeed.named(FEED, home.drop());
        try (LocalProcess first = LocalProcess.start(home, feeds)) {
            writeToAll(home);
            feed.drop("camera-1_001.ts");
            await().atMost(PATIENCE).until(feed::isTidy);
            first.stop();
        }
        try (LocalProcess second = LocalProcess.start(home, feeds)) {
            feed.drop("camera-1_002.ts");
            await().atMost(PATIENCE).until(feed::isTidy);

            JsonNode row = json(home, "status").path("feeds").path(0);
            assertThat(row.path("registered").asInt()).isEqualTo(2);
            assertThat(row.path("last_timerange").asText()).isEqualTo("[2:2000000_4:4000000)");
            assertThat(json(home, "gaps")).isEmpty();
            assertThat(json(home, "dead-letters", "list").findValuesAsText("type"))
                    .contains("tams.ingest.invented-later.v1");
            assertThat(json(home, "chunk", "show", "camera-1_002.ts")
                            .path("state")
                            .asText())
                    .isEqualTo("registered");
            second.stop();
        }
    }

    private static void writeToAll(LocalProcess.Home home) throws Exception {
        Map<String, Object> options = Map.of("bootstrap.servers", "127.0.0.1:" + home.kafkaPort());
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(options, new StringSerializer(), new ByteArraySerializer())) {
            for (Topic<? extends Event> topic : Topics.ALL) {
                send(producer, topic, "tams.ingest.invented-later.v1", "{\"feed\":\"" + FEED + "\"}");
                send(producer, topic, "tams.ingest.outcome.v1", "not JSON");
            }
            send(producer, Topics.OUTCOMES, "tams.ingest.outcome.v1", newer("outcome", "registered", "vaulted"));
            send(producer, Topics.CHUNKS, "tams.ingest.chunk-arrived.v1", newer("chunk-arrived", "zero", "moon"));
            send(
                    producer,
                    Topics.SEGMENTS,
                    "tams.ingest.chunk-refused.v1",
                    newer("chunk-refused", "conflict", "put_off"));
            send(producer, Topics.FEEDS, "tams.ingest.feed-defined.v1", newer("feed-defined", "rename", "magic"));
        }
    }

    /** An example of the wire form, of another feed, with a value that nobody knows yet. */
    private static String newer(String example, String value, String newer) throws IOException {
        Path examples = Path.of(System.getProperty("root.dir"), "lib/contracts/src/test/resources/examples");
        String json = Files.readString(examples.resolve(example + ".json"));
        assertThat(json).contains('"' + value + '"');
        JsonNode changed = Json.MAPPER.readTree(
                json.replace('"' + value + '"', '"' + newer + '"').replace("\"" + FEED + '"', "\"camera-9\""));
        return changed.toString();
    }

    private static void send(Producer<String, byte[]> producer, Topic<?> topic, String type, String value)
            throws Exception {
        String feed = value.contains("camera-9") ? "camera-9" : FEED;
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), feed, value.getBytes(UTF_8));
        record.headers().add("ce_type", type.getBytes(UTF_8));
        RecordMetadata written = producer.send(record).get();
        assertThat(written.hasOffset()).isTrue();
    }

    private static JsonNode json(LocalProcess.Home home, String... arguments) throws IOException {
        String[] whole = Arrays.copyOf(arguments, arguments.length + 1);
        whole[arguments.length] = "--json";
        CommandLineProcess command = CommandLineProcess.run(folder, home.environment(), whole);
        assertThat(command.exit()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }
}
