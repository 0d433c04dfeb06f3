package tams.ingest.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tams.ingest.contracts.Json;

/** A store as one {@link Personality} shows it, made of one that follows the specification. Thread-safe. */
final class FrontStore {

    private final Upstream api;
    private final Upstream media;
    private final Personality personality;
    private final AuditLog log;
    private final WholeBatches batches;

    /** By object id, as the store gave it. */
    private final Map<String, JsonNode> allocated = new ConcurrentHashMap<>();

    /** Paths whose bytes have arrived. */
    private final Set<String> uploaded = ConcurrentHashMap.newKeySet();

    private final Map<String, String> claimed = new ConcurrentHashMap<>();
    private final Map<String, Long> hiddenUntilNanos = new ConcurrentHashMap<>();

    FrontStore(Upstream api, Upstream media, Personality personality, AuditLog log) {
        this.api = api;
        this.media = media;
        this.personality = personality;
        this.log = log;
        this.batches = new WholeBatches(api, this::registerReally, this::isUploaded);
    }

    WireAnswer answer(StoreCall call, WireRequest request) throws IOException {
        return switch (call) {
            case ALLOCATE -> allocate(request);
            case REGISTER -> register(request);
            case SEGMENTS -> segments(request);
            case OBJECT -> object(request);
            case UPLOAD -> upload(request);
            case DOWNLOAD -> media.send(request);
            default -> request.path().equals("/service") ? service(request) : api.send(request);
        };
    }

    private WireAnswer service(WireRequest request) throws IOException {
        WireAnswer answer = api.send(request);
        if (!answer.isSuccess() || !(Json.MAPPER.readTree(answer.body()) instanceof ObjectNode service)) {
            return answer;
        }
        return answer.withBody(Json.bytes(service.put("api_version", personality.version())));
    }

    private WireAnswer allocate(WireRequest request) throws IOException {
        JsonNode asked = request.json();
        WireRequest sent = request;
        if (!personality.honoursObjectIds() && asked.has("object_ids")) {
            ObjectNode byNumber = Json.MAPPER.createObjectNode();
            byNumber.put("limit", asked.path("object_ids").size());
            sent = request.withBody(Json.bytes(byNumber));
        }
        WireAnswer answer = api.send(sent);
        if (!answer.isSuccess()) {
            return personality.wholeBatches() ? batches.refusedAllocation(answer, asked, allocated) : answer;
        }
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree(answer.body());
        for (JsonNode object : body.path("media_objects")) {
            allocated.put(object.path("object_id").asText(), object.deepCopy());
            if (personality.barePartials()) {
                // AWS's store speaks 8.1, which does not know this field.
                ((ObjectNode) object).remove("presigned");
            }
        }
        return answer.withBody(Json.bytes(body));
    }

    private WireAnswer upload(WireRequest request) throws IOException {
        WireAnswer answer = media.send(request);
        if (answer.isSuccess()) {
            uploaded.add(request.path());
        }
        return answer;
    }

    /** Whether an object may be registered for all that is known of its bytes. */
    private boolean isUploaded(String objectId) {
        JsonNode place = allocated.get(objectId);
        return place == null || uploaded.contains(pathOf(place));
    }

    private static String pathOf(JsonNode place) {
        return URI.create(place.path("put_url").path("url").asText()).getRawPath();
    }

    private WireAnswer register(WireRequest request) throws IOException {
        if (!personality.demandsBytes()) {
            fillIn(request.objectIds());
        }
        WireAnswer answer = personality.wholeBatches() ? batches.register(request) : registerReally(request);
        return answer.status() == 200 && personality.barePartials()
                ? answer.withBody(Json.bytes(failed(answer)))
                : answer;
    }

    private WireAnswer registerReally(WireRequest request) throws IOException {
        WireAnswer answer = api.send(request);
        if (answer.isSuccess()) {
            noteTaken(request, failed(answer));
        }
        return answer;
    }

    private static ArrayNode failed(WireAnswer answer) throws IOException {
        JsonNode body = answer.status() == 200 ? Json.MAPPER.readTree(answer.body()) : Json.MAPPER.nullNode();
        return body.path("failed_segments") instanceof ArrayNode list ? list : Json.MAPPER.createArrayNode();
    }

    private void noteTaken(WireRequest request, ArrayNode failed) {
        for (JsonNode segment : request.segments()) {
            String objectId = segment.path("object_id").asText();
            String timerange = segment.path("timerange").asText();
            boolean refused = failed.valueStream()
                    .anyMatch(one -> one.path("object_id").asText().equals(objectId)
                            && one.path("timerange").asText().equals(timerange));
            if (!refused) {
                claimed.remove(objectId);
                log.took(new AuditLog.Taken(request.id(), objectId, timerange));
            }
        }
    }

    /** Gives objects without bytes empty ones, for a store that does not look. */
    private void fillIn(List<String> objectIds) throws IOException {
        for (String id : objectIds) {
            JsonNode place = allocated.get(id);
            if (place != null && !isUploaded(id)) {
                URI url = URI.create(place.path("put_url").path("url").asText());
                String type = place.path("put_url").path("content-type").asText();
                var unused = media.send(new WireRequest(
                        "PUT",
                        url.getRawPath(),
                        List.of(url.getRawQuery().split("&", -1)),
                        Map.of("Content-Type", List.of(type)),
                        new byte[0]));
            }
        }
    }

    private WireAnswer segments(WireRequest request) throws IOException {
        int limit = Math.min(request.number("limit", personality.page()), personality.page());
        WireAnswer answer = api.send(request.withQuery(
                parameter -> !parameter.startsWith("limit=")
                        && (personality.filtersByObject() || !parameter.startsWith("object_id=")),
                "limit=" + limit));
        if (!answer.isSuccess() || !(Json.MAPPER.readTree(answer.body()) instanceof ArrayNode listed)) {
            return answer;
        }
        ArrayNode shown = Json.MAPPER.createArrayNode();
        for (JsonNode segment : listed) {
            if (!isHidden(segment.path("object_id").asText())) {
                shown.add(personality.listsOffsets() ? segment : ((ObjectNode) segment).without("ts_offset"));
            }
        }
        return answer.withBody(Json.bytes(shown));
    }

    private boolean isHidden(String objectId) {
        Long until = hiddenUntilNanos.get(objectId);
        return until != null && until - System.nanoTime() > 0;
    }

    private WireAnswer object(WireRequest request) throws IOException {
        String id = URLDecoder.decode(request.id(), StandardCharsets.UTF_8);
        String flow = claimed.get(id);
        if (!personality.knowsObjects()) {
            return WireAnswer.text(404, "application/json", "{\"message\":\"not implemented\"}");
        }
        if (flow == null) {
            return api.send(request);
        }
        ObjectNode body = Json.MAPPER.createObjectNode().put("id", id).put("first_referenced_by_flow", flow);
        body.putArray("referenced_by_flows").add(flow);
        return WireAnswer.json(200, body);
    }

    /** Takes objects up without their segments. */
    void claim(WireRequest registration) {
        registration.objectIds().forEach(id -> claimed.put(id, registration.id()));
    }

    /** Keeps what is registered out of listings for a while. */
    void hide(WireRequest registration, long nanos) {
        registration.objectIds().forEach(id -> hiddenUntilNanos.put(id, System.nanoTime() + nanos));
    }

    /** Forbids or allows changes to the Flow of a request. */
    void lock(WireRequest request, boolean readOnly) throws IOException {
        var unused = api.send(new WireRequest(
                "PUT",
                "/flows/" + request.id() + "/read_only",
                List.of(),
                Map.of("Content-Type", List.of("application/json")),
                Boolean.toString(readOnly).getBytes(StandardCharsets.UTF_8)));
    }
}
