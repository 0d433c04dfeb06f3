package tams.ingest.registrar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Settings;

/** What needs a person: the record as it came, to the byte, with the reason in its headers. Thread-safe. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final KafkaWriter writer;
    private final Meters meters;

    DeadLetters(String topic, KafkaWriter writer, Meters meters) {
        this.topic = topic;
        this.writer = writer;
        this.meters = meters;
    }

    static DeadLetters of(Settings settings, KafkaWriter writer, Meters meters) {
        return new DeadLetters(Clients.nameOf(settings, Topics.DEAD_LETTERS), writer, meters);
    }

    /**
     * Writes a letter and returns once Kafka has it.
     *
     * @throws KafkaWriter.Lost when it could not be written
     */
    void write(ConsumerRecord<String, byte[]> record, Why why) {
        Headers headers = new RecordHeaders(record.headers());
        headersOf(record, why).forEach((name, value) -> {
            headers.remove(name);
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        });
        writer.write(new ProducerRecord<>(topic, null, record.key(), record.value(), headers));
        meters.deadLetter(why.cause());
        LOG.atWarn()
                .addMarker(EventCode.DEAD_LETTER.marker())
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("cause", why.cause())
                .addKeyValue("reason", why.reason())
                .log("a record was put on the dead letters");
    }

    /** The names of Kafka Streams' dead letters, so that both services' letters look alike, and our own. */
    static Map<String, String> headersOf(ConsumerRecord<String, byte[]> record, Why why) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("__streams.errors.exception", why.cause());
        headers.put("__streams.errors.message", why.reason());
        headers.put("__streams.errors.stacktrace", "");
        headers.put("__streams.errors.topic", record.topic());
        headers.put("__streams.errors.partition", Integer.toString(record.partition()));
        headers.put("__streams.errors.offset", Long.toString(record.offset()));
        headers.put("x-original-topic", HandOvers.originalTopic(record));
        headers.put("x-attempts", Integer.toString(why.attempts()));
        headers.put("x-first-failed-at", why.firstFailedAt().toString());
        headers.put("x-error-class", why.errorClass().name());
        return headers;
    }

    /** Why a record is a dead letter. */
    record Why(ErrorClass errorClass, String cause, String reason, int attempts, Instant firstFailedAt) {}
}
