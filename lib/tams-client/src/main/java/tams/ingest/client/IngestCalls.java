package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** The two calls that may be done only once: allocating storage and registering segments. */
final class IngestCalls {

    private static final Map<String, String> JSON =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    private final MetadataCalls calls;
    private final Authorizer authorizer;

    IngestCalls(MetadataCalls calls, Authorizer authorizer) {
        this.calls = calls;
        this.authorizer = authorizer;
    }

    private record StorageAnswer(List<MediaObject> mediaObjects) {}

    private record MediaObject(
            String objectId, PutUrl putUrl, @Nullable Boolean presigned) {}

    /** Most names of the API have an underscore, this one has a hyphen. */
    private record PutUrl(
            StoreUrl url,
            @JsonProperty("content-type") @Nullable String contentType,
            @Nullable Map<String, @Nullable String> headers) {}

    List<Allocation> allocate(Address storage, StorageRequest request) {
        Call call = MetadataCalls.call("allocate", Effect.ALLOCATE, "POST", storage);
        Answer answer = calls.post(call, storage, request, JSON);
        long receivedAtNanos = System.nanoTime();
        if (answer.status() != 201) {
            throw StoreErrors.answered(call, answer);
        }
        try {
            List<Allocation> allocations = new ArrayList<>();
            for (MediaObject object : objects(answer)) {
                allocations.add(allocation(object, receivedAtNanos));
            }
            return List.copyOf(allocations);
        } catch (StoreJson.NotAsExpected | IllegalArgumentException e) {
            throw StoreErrors.unreadable(call, answer, String.valueOf(e.getMessage()));
        }
    }

    private static List<MediaObject> objects(Answer answer) throws StoreJson.NotAsExpected {
        List<MediaObject> objects =
                StoreJson.one(answer.body(), StorageAnswer.class).mediaObjects();
        if (objects == null || objects.isEmpty()) {
            throw new StoreJson.NotAsExpected("it names no object");
        }
        return objects;
    }

    private Allocation allocation(MediaObject object, long receivedAtNanos) throws StoreJson.NotAsExpected {
        if (object.objectId() == null
                || object.putUrl() == null
                || object.putUrl().url() == null) {
            throw new StoreJson.NotAsExpected("an object has no id or no put_url");
        }
        URI url = object.putUrl().url().uri();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (object.putUrl().headers() != null) {
            object.putUrl().headers().forEach((name, value) -> {
                if (value != null) {
                    headers.put(name, value);
                }
            });
        }
        // Before 8.2 no store says so; a URL of another origin can only work with its own permission.
        boolean presigned = object.presigned() == null ? !authorizer.isHome(url) : object.presigned();
        return new Allocation(
                object.objectId(),
                object.putUrl().url(),
                object.putUrl().contentType(),
                headers,
                presigned,
                receivedAtNanos);
    }

    /**
     * Registers segments.
     *
     * @param body the segments in the form in which they go out
     */
    Registration register(Address address, List<SegmentPost> segments, Object body) {
        Set<String> asked = segments.stream().map(SegmentPost::objectId).collect(Collectors.toCollection(HashSet::new));
        return register(address, segments.size(), body, failed -> asked.contains(failed.objectId()));
    }

    /** Adds references. */
    Registration refer(Address address, List<SegmentReference> references) {
        Set<@Nullable TimeRange> asked =
                references.stream().map(SegmentReference::timerange).collect(Collectors.toCollection(HashSet::new));
        return register(address, references.size(), references, failed -> asked.contains(failed.timerange()));
    }

    private Registration register(
            Address address, int count, Object body, Predicate<Registration.FailedSegment> wasSent) {
        if (count == 0 || count > TamsStore.SEGMENTS_PER_CALL_MAX) {
            throw new IllegalArgumentException(
                    count + " segments in one call: not 1 to " + TamsStore.SEGMENTS_PER_CALL_MAX);
        }
        Call call = MetadataCalls.call("register", Effect.REGISTER, "POST", address);
        // OpenTAMS demands the key. It is new for every attempt: the same one would replay an old refusal for ever.
        Map<String, String> headers = new TreeMap<>(JSON);
        headers.put("X-Idempotency-Key", UUID.randomUUID().toString());
        Answer answer = calls.post(call, address, body, headers);
        if (answer.status() != 201 && answer.status() != 200) {
            throw StoreErrors.answered(call, answer);
        }
        List<Registration.FailedSegment> failed = failures(answer);
        if (answer.status() == 200 && failed.isEmpty()) {
            throw StoreErrors.unreadable(call, answer, "it lists no segment that failed, which 200 means");
        }
        if (!failed.stream().allMatch(wasSent)) {
            throw StoreErrors.unreadable(call, answer, "it lists a segment that was not sent");
        }
        return new Registration(failed, answer.status());
    }

    /** Both shapes: {@code {"failed_segments": […]}} as specified, and the bare list of AWS's store. */
    private static List<Registration.FailedSegment> failures(Answer answer) {
        @Nullable JsonNode body = answer.isCut() ? null : StoreJson.tree(answer.body());
        if (body == null) {
            return List.of();
        }
        JsonNode list = body.isArray() ? body : body.path("failed_segments");
        List<Registration.FailedSegment> failed = new ArrayList<>(list.size());
        list.forEach(item -> failed.add(failure(item)));
        return failed;
    }

    private static Registration.FailedSegment failure(JsonNode item) {
        JsonNode error = item.path("error");
        StoreWords words = error.isMissingNode() || error.isNull() ? new StoreWords(null, "") : StoreWords.of(error);
        return new Registration.FailedSegment(
                item.path("object_id").asText(), timerange(item.path("timerange")), words.code(), words.words());
    }

    private static @Nullable TimeRange timerange(JsonNode json) {
        try {
            return json.isTextual() ? TimeRange.parse(json.asText()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
