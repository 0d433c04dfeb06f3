package tams.ingest.kit;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.EventTypes;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Traces;

/** Writes an event as CloudEvents 1.0 in binary mode: plain JSON as value, attributes as {@code ce_*} headers. */
public final class EventSerializer implements Serializer<Event> {

    static final String TYPE = "ce_type";

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Event event) {
        throw new SerializationException("an event needs its record's headers: " + topic);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Event event) {
        if (event == null) {
            return null;
        }
        set(headers, "ce_specversion", "1.0");
        set(headers, TYPE, EventTypes.nameOf(event.getClass()));
        set(headers, "ce_id", event.eventId().toString());
        set(headers, "ce_source", "/tams-ingest/" + topic);
        set(headers, "ce_time", event.at().toString());
        set(headers, "ce_subject", event.subject());
        set(headers, "content-type", "application/json");
        if (headers.lastHeader("traceparent") == null) {
            set(headers, "traceparent", Traces.parentOf(event));
        }
        return Json.bytes(event);
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
