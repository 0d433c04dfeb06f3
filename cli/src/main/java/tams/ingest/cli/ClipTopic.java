package tams.ingest.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;

/** The clips that follow what they show, as they lie on {@code ingest.clips}. */
final class ClipTopic {

    private static final int WRITE_TIMEOUT_S = 30;

    private ClipTopic() {}

    /** Whether somebody has said where Kafka is: a store may well be used without. */
    static boolean isConfigured(Settings settings) {
        return !settings.origin(Keys.KAFKA_BOOTSTRAP).equals("default");
    }

    /** All of them by their Source's id. @throws TemporaryException when Kafka does not answer */
    static Map<UUID, ClipDefined> read(Settings settings) {
        Map<UUID, ClipDefined> clips = new LinkedHashMap<>();
        TopicSnapshot.read(settings, Topics.CLIPS, (key, clip) -> {
            if (clip != null) {
                clips.put(clip.clip(), clip);
            }
        });
        return clips;
    }

    /** Returns once Kafka has it. @throws TemporaryException when Kafka does not answer */
    static void write(Settings settings, ClipDefined clip) {
        String topic = Clients.nameOf(settings, Topics.CLIPS);
        try (Producer<String, Event> producer = Clients.producer(settings, "clips")) {
            var unused =
                    producer.send(new ProducerRecord<>(topic, clip.key(), clip)).get(WRITE_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new TemporaryException(
                    "Kafka at " + settings.get(Keys.KAFKA_BOOTSTRAP) + " does not take clip " + clip.clip()
                            + ", whose Flows are in the store: check kafka.bootstrap and repeat the command",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException(
                    "interrupted while clip " + clip.clip() + " was written: repeat the command", e);
        }
    }
}
