package tams.ingest.kit;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.EventTypes;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topic;

/** Reads what {@link EventSerializer} wrote; a record of another kind is refused, never guessed at. */
public final class EventDeserializer<T extends Event> implements Deserializer<T> {

    private final Class<T> type;
    private final boolean passesOver;

    private EventDeserializer(Class<T> type, boolean passesOver) {
        this.type = type;
        this.passesOver = passesOver;
    }

    public EventDeserializer(Topic<T> topic) {
        this(topic.type(), false);
    }

    /** Of one kind among those that lie on a topic: null for the others, whose values are not looked at. */
    public static <T extends Event> EventDeserializer<T> of(Class<T> type) {
        return new EventDeserializer<>(type, true);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        throw new SerializationException("an event needs its record's headers: " + topic);
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        Header header = headers.lastHeader(EventSerializer.TYPE);
        String name = header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
        Class<? extends Event> found = EventTypes.of(name);
        if (passesOver && found != type) {
            return null;
        }
        if (found == null || !type.isAssignableFrom(found)) {
            throw new SerializationException("a record of type '" + name + "' does not belong on " + topic);
        }
        try {
            return type.cast(Json.read(value, found));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("a record on " + topic + " is malformed: " + e.getMessage(), e);
        }
    }
}
