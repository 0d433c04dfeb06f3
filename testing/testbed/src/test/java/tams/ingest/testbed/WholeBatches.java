package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/**
 * OpenTAMS's way with registrations: a key that makes a repetition harmless, all of a batch or nothing of it, 422 and
 * 409 where the specification has 400 and 403, and errors with {@code title} and {@code detail}.
 */
final class WholeBatches {

    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;

    private record Earlier(String body, WireAnswer answer) {}

    /** Lets the store behind register, once nothing is in the way. */
    interface Registering {
        WireAnswer register(WireRequest request) throws IOException;
    }

    private final Upstream api;
    private final Registering registering;
    private final Predicate<String> uploaded;
    private final Map<String, Earlier> earlier = new HashMap<>();

    /** @param uploaded whether an object's bytes are there */
    WholeBatches(Upstream api, Registering registering, Predicate<String> uploaded) {
        this.api = api;
        this.registering = registering;
        this.uploaded = uploaded;
    }

    private static WireAnswer problem(int status, String title, String detail) {
        return WireAnswer.json(
                status,
                Json.MAPPER
                        .createObjectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("detail", detail));
    }

    /** The same ids again are the same objects again. */
    WireAnswer refusedAllocation(WireAnswer refusal, JsonNode asked, Map<String, JsonNode> allocated) {
        if (refusal.status() == 403) {
            return problem(CONFLICT, "read-only", "the flow is read-only");
        }
        ArrayNode again = Json.MAPPER.createArrayNode();
        asked.path("object_ids").forEach(id -> {
            JsonNode place = allocated.get(id.asText());
            if (place != null) {
                again.add(place);
            }
        });
        if (refusal.status() != 400
                || again.isEmpty()
                || again.size() < asked.path("object_ids").size()) {
            return refusal;
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("media_objects", again);
        return WireAnswer.json(201, body);
    }

    /** One at a time, so that nothing comes between the look and the act. */
    synchronized WireAnswer register(WireRequest request) throws IOException {
        String key = request.header("X-Idempotency-Key");
        if (key.isEmpty()) {
            return problem(400, "missing header", "X-Idempotency-Key is required");
        }
        String body = new String(request.body(), StandardCharsets.UTF_8);
        Earlier before = earlier.get(key);
        if (before != null) {
            return before.body().equals(body)
                    ? before.answer()
                    : problem(CONFLICT, "idempotency conflict", "the key was used with another body");
        }
        WireAnswer answer = decided(request);
        earlier.put(key, new Earlier(body, answer));
        return answer;
    }

    private WireAnswer decided(WireRequest request) throws IOException {
        JsonNode flow = Json.MAPPER.readTree(
                api.send(WireRequest.get("/flows/" + request.id())).body());
        if (flow.path("read_only").asBoolean()) {
            return problem(CONFLICT, "read-only", "the flow is read-only");
        }
        List<TimeRange> before = new ArrayList<>();
        for (JsonNode segment : request.segments()) {
            String objectId = segment.path("object_id").asText();
            TimeRange range = TimeRange.parse(segment.path("timerange").asText());
            if (before.stream().anyMatch(range::overlaps) || isTaken(request.id(), range)) {
                return problem(UNPROCESSABLE, "overlap", range + " of object " + objectId + " overlaps");
            }
            if (!uploaded.test(objectId)) {
                return problem(UNPROCESSABLE, "not uploaded", "object " + objectId + " has no bytes");
            }
            before.add(range);
        }
        WireAnswer answer = registering.register(request);
        return answer.status() == 400 || answer.status() == 200
                ? problem(UNPROCESSABLE, "refused", answer.text())
                : answer;
    }

    private boolean isTaken(String flow, TimeRange range) throws IOException {
        WireAnswer listed = api.send(WireRequest.get(
                "/flows/" + flow + "/segments",
                "timerange=" + URLEncoder.encode(range.toString(), StandardCharsets.UTF_8),
                "accept_get_urls="));
        return !Json.MAPPER.readTree(listed.body()).isEmpty();
    }
}
