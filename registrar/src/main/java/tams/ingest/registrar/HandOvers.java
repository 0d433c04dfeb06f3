package tams.ingest.registrar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventCode;

/** Copies of plans for the topics on which they wait: the record as it came, to the byte, with the reason in its headers. Thread-safe. */
final class HandOvers {

    private static final Logger LOG = LoggerFactory.getLogger(HandOvers.class);
    private static final String RETRIES = "x-retries";
    private static final String GENERATION = "x-generation";
    private static final String ORIGINAL_TOPIC = "x-original-topic";
    private static final String FIRST_FAILED_AT = "x-first-failed-at";

    /** Of numbers in headers: the most that the settings allow has as many. */
    private static final int DIGITS_MAX = 4;

    private final String prefix;
    private final KafkaWriter writer;
    private final Meters meters;

    /**
     * Writes to Kafka.
     *
     * @param prefix of topics
     */
    HandOvers(String prefix, KafkaWriter writer, Meters meters) {
        this.prefix = prefix;
        this.writer = writer;
        this.meters = meters;
    }

    /** On which way a record came. */
    static Delivery deliveryOf(ConsumerRecord<String, byte[]> record) {
        boolean retried = RetryTier.of(record.topic()).isPresent();
        if (!retried && !record.topic().endsWith(Topics.PARKED.name())) {
            return Delivery.PLANNED;
        }
        return new Delivery(
                retried ? Delivery.Via.RETRY : Delivery.Via.PARKED,
                number(record.headers(), RETRIES),
                number(record.headers(), GENERATION));
    }

    private static int number(Headers headers, String name) {
        String text = text(headers, name, "0");
        return text.matches("[0-9]{1," + DIGITS_MAX + "}") ? Integer.parseInt(text) : 0;
    }

    /** The topic that a record was planned on, however often it was handed over since. */
    static String originalTopic(ConsumerRecord<String, byte[]> record) {
        return text(record.headers(), ORIGINAL_TOPIC, record.topic());
    }

    /**
     * Hands a plan over and returns once Kafka has it.
     *
     * @throws KafkaWriter.Lost when it could not be written
     */
    void write(ConsumerRecord<String, byte[]> record, RegistrationEffect.HandOver why, Instant at) {
        RetryTier tier = why.tier();
        Topic<?> topic = tier == null ? Topics.PARKED : tier.topic();
        Headers headers = new RecordHeaders(record.headers());
        headersOf(record, why, at).forEach((name, value) -> {
            headers.remove(name);
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        });
        writer.write(
                new ProducerRecord<>(prefix + topic.name(), record.partition(), record.key(), record.value(), headers));
        meters.handedOver(topic);
        LOG.atWarn()
                .addMarker(EventCode.CHUNK_WAITS.marker())
                .addKeyValue("feed", record.key())
                .addKeyValue("to", topic.name())
                .addKeyValue("cause", why.cause())
                .addKeyValue("reason", why.reason())
                .log("a chunk waits out of the way of others");
    }

    private static Map<String, String> headersOf(
            ConsumerRecord<String, byte[]> record, RegistrationEffect.HandOver why, Instant at) {
        int retries = deliveryOf(record).retries() + (why.tier() == null ? 0 : 1);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(RETRIES, Integer.toString(retries));
        headers.put(GENERATION, Integer.toString(why.generation()));
        headers.put(ORIGINAL_TOPIC, originalTopic(record));
        headers.put(FIRST_FAILED_AT, text(record.headers(), FIRST_FAILED_AT, at.toString()));
        headers.put("x-attempts", Integer.toString(why.attempts()));
        headers.put("x-error-class", why.errorClass().name());
        headers.put("x-cause", why.cause());
        headers.put("x-reason", why.reason());
        return headers;
    }

    private static String text(Headers headers, String name, String otherwise) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
