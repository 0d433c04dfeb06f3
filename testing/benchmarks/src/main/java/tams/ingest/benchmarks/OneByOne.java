package tams.ingest.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.UUID;

/**
 * The request pattern of the AWS sample script, done right: one chunk after the other, for each a place for one object,
 * an upload, and a registration of one segment, every call over a connection of its own.
 */
final class OneByOne {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String api;

    OneByOne(String api) {
        this.api = api;
    }

    /** Stores one chunk as one segment. @throws IOException when the store does anything but that */
    void store(UUID flow, byte[] chunk, String timerange) throws IOException {
        JsonNode storage =
                post("/flows/" + flow + "/storage", JSON.createObjectNode().put("limit", 1));
        JsonNode place = storage.path("media_objects").path(0);
        put(place.path("put_url"), chunk);
        ObjectNode segment = JSON.createObjectNode();
        segment.put("object_id", place.path("object_id").asText());
        segment.put("timerange", timerange);
        post("/flows/" + flow + "/segments", segment);
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        HttpURLConnection call = open(URI.create(api + path), "POST", "application/json");
        byte[] bytes = JSON.writeValueAsBytes(body);
        call.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream out = call.getOutputStream()) {
            out.write(bytes);
        }
        try (InputStream answer = answer(call, 201)) {
            return JSON.readTree(answer);
        } finally {
            call.disconnect();
        }
    }

    private static void put(JsonNode url, byte[] chunk) throws IOException {
        HttpURLConnection call = open(
                URI.create(url.path("url").asText()),
                "PUT",
                url.path("content-type").asText());
        call.setFixedLengthStreamingMode(chunk.length);
        try (OutputStream out = call.getOutputStream()) {
            out.write(chunk);
        }
        try (InputStream answer = answer(call, 200)) {
            answer.readAllBytes();
        } finally {
            call.disconnect();
        }
    }

    private static HttpURLConnection open(URI uri, String method, String type) throws IOException {
        HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
        call.setRequestMethod(method);
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", type);
        call.setRequestProperty("Connection", "close");
        return call;
    }

    private static InputStream answer(HttpURLConnection call, int wanted) throws IOException {
        if (call.getResponseCode() != wanted) {
            throw new IOException(call.getURL().getPath() + " was answered with " + call.getResponseCode());
        }
        return call.getInputStream();
    }
}
