package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Timestamp;

/**
 * What a store says about itself.
 *
 * @param apiVersion {@code major.minor}
 * @param minObjectTimeout from allocation to registration; null before 8.1
 * @param minPresignedUrlTimeout from allocation to the start of the upload; null before 8.1
 * @param more every other field, as the store wrote it
 */
public record Service(
        @Nullable String name,
        @Nullable String description,
        @Nullable String type,
        String apiVersion,
        @Nullable String serviceVersion,
        @Nullable Timestamp minObjectTimeout,
        @Nullable Timestamp minPresignedUrlTimeout,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    /** What every store must allow between allocation and registration (TAMS 8.2, {@code service} schema). */
    public static final Duration OBJECT_TIMEOUT_MIN = Duration.ofMinutes(5);

    /** What every store must allow between allocation and the start of the upload. */
    public static final Duration URL_TIMEOUT_MIN = Duration.ofSeconds(30);

    /** The first major version in which a client may name objects, and the last that is known. */
    private static final int MAJOR_MIN = 7;

    private static final int MAJOR_MAX = 8;

    private static final Pattern VERSION = Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");

    public Service {
        if (apiVersion == null || !VERSION.matcher(apiVersion).matches()) {
            throw new IllegalArgumentException("api_version is not major.minor");
        }
        more = Unnamed.copyOf(more);
    }

    /** The API's major version: a client for 8 understands 7 and 8. */
    public int majorVersion() {
        return Integer.parseInt(apiVersion.substring(0, apiVersion.indexOf('.')));
    }

    /** Why this client may not work with the store; empty when it speaks a version that the client knows. */
    public Optional<String> objection() {
        if (majorVersion() >= MAJOR_MIN && majorVersion() <= MAJOR_MAX) {
            return Optional.empty();
        }
        return Optional.of(
                "the store speaks TAMS " + apiVersion + ", and this client " + MAJOR_MIN + ".0 to " + MAJOR_MAX
                        + ".x: " + (majorVersion() < MAJOR_MIN ? "upgrade the store" : "upgrade tams-ingest")
                        + ", or name another of the store's versions in tams.url");
    }

    /** Whether clients can be told of changes by webhooks. */
    public boolean hasWebhooks() {
        return lists("event_stream_mechanisms", "webhooks");
    }

    /** Whether a segment may show a stretch of another Flow, which no version of the specification has. */
    public boolean hasReferenceSegments() {
        return lists("extensions", "reference_segments");
    }

    private boolean lists(String field, String name) {
        for (JsonNode item : more.getOrDefault(field, MissingNode.getInstance())) {
            if (item.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** How long an object may stay unregistered; the least that is allowed where the store does not say. */
    public Duration objectTimeout() {
        return duration(minObjectTimeout, OBJECT_TIMEOUT_MIN);
    }

    /** How long an upload may wait to start; the least that is allowed where the store does not say. */
    public Duration urlTimeout() {
        return duration(minPresignedUrlTimeout, URL_TIMEOUT_MIN);
    }

    private static Duration duration(@Nullable Timestamp given, Duration otherwise) {
        return given == null ? otherwise : Duration.ofSeconds(given.seconds(), given.nanos());
    }
}
