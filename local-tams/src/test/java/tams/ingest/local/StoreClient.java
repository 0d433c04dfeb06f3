package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client of the API as a stranger would write one: plain HTTP, each exchange checked against the schemas if they are there. */
final class StoreClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final @Nullable String authorization;

    StoreClient(URI base) {
        this(base, null);
    }

    /** A client that says who it is. */
    StoreClient(URI base, @Nullable String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** An answer; {@code body} is missing when there was none. */
    record Reply(int status, JsonNode body, java.net.http.HttpHeaders headers) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply send(String method, String path, @Nullable Object body) {
        Reply reply = extended(method, path, body);
        Conformance.check(method, path, body, reply);
        return reply;
    }

    /** As {@link #send}, for what the specification does not know. */
    Reply extended(String method, String path, @Nullable Object body) {
        HttpRequest.BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(String.valueOf(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).method(method, publisher);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return exchange(request);
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : base + path);
    }

    private Reply exchange(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = sendRaw(request);
        byte[] body = response.body();
        JsonNode json = body.length == 0 ? MissingNode.getInstance() : Documents.parseAny(body);
        return new Reply(response.statusCode(), json, response.headers());
    }

    HttpResponse<byte[]> sendRaw(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Uploads to a {@code put_url}.
     *
     * @return the status
     */
    int upload(JsonNode mediaObject, byte[] bytes) {
        JsonNode put = mediaObject.path("put_url");
        return sendRaw(HttpRequest.newBuilder(URI.create(put.path("url").asText()))
                        .header("Content-Type", put.path("content-type").asText())
                        .PUT(BodyPublishers.ofByteArray(bytes)))
                .statusCode();
    }

    HttpResponse<byte[]> download(String url) {
        return sendRaw(HttpRequest.newBuilder(URI.create(url)));
    }

    /**
     * Creates a video Flow in a TS.
     *
     * @return its id
     */
    String newFlow() {
        String id = UUID.randomUUID().toString();
        assertStatus(201, send("PUT", "/flows/" + id, videoFlow(id)));
        return id;
    }

    static ObjectNode videoFlow(String id) {
        ObjectNode flow = Documents.object()
                .put("id", id)
                .put("source_id", UUID.randomUUID().toString())
                .put("format", "urn:x-nmos:format:video")
                .put("codec", "video/h264")
                .put("container", "video/mp2t")
                .put("label", "Camera");
        ObjectNode essence =
                flow.putObject("essence_parameters").put("frame_width", 1280).put("frame_height", 720);
        essence.putObject("frame_rate").put("numerator", 30000).put("denominator", 1001);
        return flow;
    }

    /** Allocates one object with this id and uploads a few bytes. */
    void store(String flowId, String objectId) {
        ObjectNode asked = Documents.object();
        asked.putArray("object_ids").add(objectId);
        Reply storage = send("POST", "/flows/" + flowId + "/storage", asked);
        assertStatus(201, storage);
        int put = upload(storage.body().at("/media_objects/0"), objectId.getBytes(StandardCharsets.UTF_8));
        if (put != 200) {
            throw new AssertionError("upload was answered with " + put);
        }
    }

    /** Stores a new object and registers it. */
    Reply register(String flowId, String objectId, String timerange) {
        store(flowId, objectId);
        return send("POST", "/flows/" + flowId + "/segments", segment(objectId, timerange));
    }

    static ObjectNode segment(String objectId, String timerange) {
        return Documents.object().put("object_id", objectId).put("timerange", timerange);
    }

    static ArrayNode list(JsonNode... items) {
        return Documents.object().putArray("items").addAll(java.util.List.of(items));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertStatus(int wanted, Reply reply) {
        if (reply.status() != wanted) {
            throw new AssertionError("expected " + wanted + ", got " + reply);
        }
    }
}
