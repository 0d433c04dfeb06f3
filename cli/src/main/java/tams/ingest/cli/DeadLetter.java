package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.OperatorActed;
import tams.ingest.kit.Replays;

/**
 * A record of {@code ingest.dead-letters} as it lies there: the original bytes, the reason in its headers. Nothing of it
 * is trusted to be there or to be readable.
 */
record DeadLetter(ConsumerRecord<String, byte[]> record) {

    /** Its place on the topic, by which operators name it. */
    String id() {
        return record.partition() + "-" + record.offset();
    }

    /** The feed; empty where the record had no key. */
    String feed() {
        return record.key() == null ? "" : record.key();
    }

    @Nullable String file() {
        return text(event().path("file").path("path"));
    }

    /** The file as it may be shown on a terminal: names are anybody's. */
    @Nullable String shownFile() {
        String file = file();
        return file == null ? null : file.replaceAll("\\p{Cntrl}", "?");
    }

    @Nullable UUID arrival() {
        String text = text(event().path("arrival"));
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Nullable String type() {
        return header("ce_type");
    }

    @Nullable String cause() {
        return header("__streams.errors.exception");
    }

    @Nullable String reason() {
        return header("__streams.errors.message");
    }

    @Nullable String errorClass() {
        return header("x-error-class");
    }

    /** Where it came from; the stream processor's own letters have Kafka's header only. */
    @Nullable String originalTopic() {
        String ours = header("x-original-topic");
        return ours == null ? header("__streams.errors.topic") : ours;
    }

    int replays() {
        return Replays.of(record.headers());
    }

    Instant writtenAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** How the audit topic names it. */
    OperatorActed.Letter place(@Nullable Integer replays) {
        return new OperatorActed.Letter(record.partition(), record.offset(), writtenAt(), arrival(), replays);
    }

    /** Whether a pattern is found in what a person would look for. */
    boolean matches(Pattern pattern) {
        UUID arrival = arrival();
        return Stream.of(
                        Optional.ofNullable(file()),
                        Optional.ofNullable(cause()),
                        Optional.ofNullable(reason()),
                        Optional.ofNullable(errorClass()),
                        Optional.ofNullable(arrival).map(UUID::toString))
                .flatMap(Optional::stream)
                .anyMatch(text -> pattern.matcher(text).find());
    }

    /** A row of the list, as JSON has it. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id());
        row.put("feed", feed());
        put(row, "file", file());
        put(row, "arrival", arrival());
        put(row, "type", type());
        put(row, "error_class", errorClass());
        put(row, "cause", cause());
        put(row, "reason", reason());
        put(row, "attempts", header("x-attempts"));
        row.put("replays", replays());
        put(row, "first_failed_at", header("x-first-failed-at"));
        put(row, "original_topic", originalTopic());
        put(row, "original_partition", header("__streams.errors.partition"));
        put(row, "original_offset", header("__streams.errors.offset"));
        row.put("at", writtenAt());
        return row;
    }

    /** All of it: the row, the headers, and the record's value as far as it is JSON. */
    Map<String, Object> whole() {
        Map<String, Object> whole = row();
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), decoded(header.value()));
        }
        whole.put("headers", headers);
        JsonNode event = event();
        whole.put("value", event.isMissingNode() ? decoded(record.value()) : event);
        return whole;
    }

    private JsonNode event() {
        byte[] value = record.value();
        if (value == null) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(value);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private @Nullable String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : decoded(header.value());
    }

    private static String decoded(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static void put(Map<String, Object> row, String name, @Nullable Object value) {
        if (value != null) {
            row.put(name, value);
        }
    }
}
