package tams.ingest.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/** Reads and sets what a store knows about its Flows, Sources and objects. */
final class MetadataCalls {

    /** Fields of a Flow that are the store's to write (TAMS 8.2, {@code flow-common} schema; ADR 0003). */
    private static final List<String> STORES_OWN = List.of(
            "created",
            "updated_by",
            "metadata_updated",
            "metadata_version",
            "segments_updated",
            "timerange",
            "collected_by");

    /** What a Profile says for the Flow: naming both is an error. */
    private static final List<String> PROFILES_OWN = List.of(
            "format",
            "codec",
            "container",
            "avg_bit_rate",
            "segment_duration",
            "container_mapping",
            "essence_parameters");

    private static final TypeReference<Map<String, TagValue>> TAGS = new TypeReference<>() {};

    private static final Map<String, String> READING = Map.of("Accept", "application/json");
    private static final Map<String, String> WRITING =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    private final HttpCalls calls;

    MetadataCalls(HttpCalls calls) {
        this.calls = calls;
    }

    <T> T read(String name, Address address, Class<T> type) {
        Call call = call(name, Effect.READ, "GET", address);
        return expect(call, get(call, address), type);
    }

    /** Empty for 404. */
    <T> Optional<T> find(String name, Address address, Class<T> type) {
        Call call = call(name, Effect.READ, "GET", address);
        Answer answer = get(call, address);
        return answer.status() == 404 ? Optional.empty() : Optional.of(expect(call, answer, type));
    }

    /** One property alone; empty for 404 and for null. */
    <T> Optional<T> property(String name, Address address, TypeReference<T> type) {
        Call call = call(name, Effect.READ, "GET", address);
        Answer answer = get(call, address);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        JsonNode json = expect(call, answer, JsonNode.class);
        try {
            return json.isNull() ? Optional.empty() : Optional.of(StoreJson.as(json, type));
        } catch (StoreJson.NotAsExpected e) {
            throw StoreErrors.unreadable(call, answer, String.valueOf(e.getMessage()));
        }
    }

    /** All tags of a Flow or Source, in the store's order; none for 404. */
    Map<String, TagValue> tags(Address address) {
        Map<String, TagValue> tags =
                this.<Map<String, TagValue>>property("tags", address, TAGS).orElse(Map.of());
        return Flow.tagsOf(tags);
    }

    private Answer get(Call call, Address address) {
        return calls.send(new Exchange(
                call, address.uri(), READING, null, true, calls.limits().read(), null, HttpCalls.BODY_BYTES_MAX, null));
    }

    private static <T> T expect(Call call, Answer answer, Class<T> type) {
        if (answer.status() != 200) {
            throw StoreErrors.answered(call, answer);
        }
        return body(call, answer, type);
    }

    /** The body of a success. */
    static <T> T body(Call call, Answer answer, Class<T> type) {
        if (answer.isCut()) {
            throw StoreErrors.unreadable(
                    call, answer, "the body is longer than " + HttpCalls.BODY_BYTES_MAX + " bytes");
        }
        try {
            return StoreJson.one(answer.body(), type);
        } catch (StoreJson.NotAsExpected e) {
            throw StoreErrors.unreadable(call, answer, String.valueOf(e.getMessage()));
        }
    }

    PutResult put(Address address, Flow flow) {
        return set("put flow", address, writable(flow)).status() == 201 ? PutResult.CREATED : PutResult.REPLACED;
    }

    /** What a client may say about a Flow. */
    static ObjectNode writable(Flow flow) {
        ObjectNode json = Json.MAPPER.valueToTree(flow);
        json.remove(STORES_OWN);
        if (!json.path("profile_id").asText().isEmpty()) {
            json.remove(PROFILES_OWN);
        }
        return json;
    }

    /** PUTs {@code value}; 200, 201 and 204 are success. */
    Answer set(String name, Address address, Object value) {
        return change(call(name, Effect.SET, "PUT", address), address, value);
    }

    /** Sends {@code value} as the call says; 200, 201 and 204 are success. */
    Answer change(Call call, Address address, Object value) {
        Answer answer = post(call, address, value, WRITING);
        if (answer.status() != 200 && answer.status() != 201 && answer.status() != 204) {
            throw StoreErrors.answered(call, answer);
        }
        return answer;
    }

    /** DELETEs; false for 404, which is what a repeated call gets. */
    boolean remove(String name, Address address) {
        Call call = call(name, Effect.REMOVE, "DELETE", address);
        Answer answer = delete(call, address);
        if (answer.status() == 404) {
            return false;
        }
        if (answer.status() / 100 != 2) {
            throw StoreErrors.answered(call, answer);
        }
        return true;
    }

    /** DELETEs, whatever comes back. */
    Answer delete(Call call, Address address) {
        return calls.send(exchange(call, address, READING, null));
    }

    /** POSTs {@code value}, whatever comes back. */
    Answer post(Call call, Address address, Object value, Map<String, String> headers) {
        return calls.send(exchange(call, address, headers, BodyPublishers.ofByteArray(Json.bytes(value))));
    }

    private Exchange exchange(Call call, Address address, Map<String, String> headers, @Nullable BodyPublisher body) {
        return new Exchange(
                call, address.uri(), headers, body, true, calls.limits().write(), null, HttpCalls.BODY_BYTES_MAX, null);
    }

    static Call call(String name, Effect effect, String method, Address address) {
        return new Call(name, effect, method, StoreUrl.of(address.uri().toString()));
    }
}
