package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tams.ingest.contracts.Json;

/**
 * A request as it came over the wire.
 *
 * @param path not decoded
 * @param query its parameters, not decoded
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
record WireRequest(String method, String path, List<String> query, Map<String, List<String>> headers, byte[] body) {

    /** A chunk of a minute at 100 Mbit/s has 750 MB; those of tests are far below. */
    static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    /** A request of our own, without headers and body. */
    static WireRequest get(String path, String... query) {
        return new WireRequest("GET", path, List.of(query), Map.of(), new byte[0]);
    }

    static WireRequest of(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new IOException("a request has more than " + BODY_BYTES_MAX + " bytes");
            }
            String query = exchange.getRequestURI().getRawQuery();
            return new WireRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query == null ? List.of() : List.of(query.split("&", -1)),
                    new HashMap<>(exchange.getRequestHeaders()),
                    body);
        }
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    WireRequest withBody(byte[] other) {
        return new WireRequest(method, path, query, headers, other);
    }

    /** With only those parameters, and others. */
    WireRequest withQuery(Predicate<String> kept, String... added) {
        List<String> other = new ArrayList<>(query.stream().filter(kept).toList());
        other.addAll(List.of(added));
        return new WireRequest(method, path, other, headers, body);
    }

    /** The value of a number's parameter, or what holds without it. */
    int number(String name, int otherwise) {
        return query.stream()
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> Integer.parseInt(parameter.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    /** The second part of {@code /flows/{id}/…} or {@code /objects/{id}}. */
    String id() {
        return path.split("/", -1)[2];
    }

    /** The segments of a registration, whether one or several were sent. */
    List<JsonNode> segments() {
        JsonNode sent = json();
        if (sent instanceof ArrayNode several) {
            return several.valueStream().toList();
        }
        return List.of(sent);
    }

    List<String> objectIds() {
        return segments().stream()
                .map(segment -> segment.path("object_id").asText())
                .toList();
    }

    JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    /** A header's values; empty where it is absent. */
    String header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue() == null ? Stream.of() : entry.getValue().stream())
                .collect(Collectors.joining(","));
    }
}
