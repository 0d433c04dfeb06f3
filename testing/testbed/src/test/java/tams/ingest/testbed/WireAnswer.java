package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tams.ingest.contracts.Json;

/** An answer as it goes over the wire; the headers' names are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
record WireAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    static WireAnswer json(int status, JsonNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    static WireAnswer text(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WireAnswer of(int status, String type, byte[] body) {
        return new WireAnswer(status, Map.of("content-type", List.of(type)), body);
    }

    static WireAnswer empty(int status) {
        return new WireAnswer(status, Map.of(), new byte[0]);
    }

    WireAnswer with(String name, String value) {
        Map<String, List<String>> other = new HashMap<>(headers);
        other.put(name, List.of(value));
        return new WireAnswer(status, other, body);
    }

    WireAnswer withBody(byte[] other) {
        return new WireAnswer(status, headers, other);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean isJson() {
        return headers.getOrDefault("content-type", List.of()).stream().anyMatch(type -> type.contains("json"));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
