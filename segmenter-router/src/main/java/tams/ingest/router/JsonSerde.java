package tams.ingest.router;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/** Values of our own stores and internal topics: plain JSON, no headers. */
record JsonSerde<T>(Class<T> type) implements Serde<T> {

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> bytes(value);
    }

    private static byte @Nullable [] bytes(@Nullable Object value) {
        return value == null ? null : Json.bytes(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, value) -> read(topic, value);
    }

    private @Nullable T read(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return Json.read(value, type);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("a record of " + topic + " is malformed: " + e.getMessage(), e);
        }
    }
}
