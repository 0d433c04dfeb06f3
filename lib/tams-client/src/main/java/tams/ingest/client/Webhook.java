package tams.ingest.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A URL that a store posts events to. The filters, each a list of ids, limit the events; null does not limit, and an
 * empty list of collections limits to what no collection has.
 *
 * @param id the store's; null before there is one
 * @param apiKeyName the header that carries the key, whose value a store never shows; null for none
 * @param events e.g. {@code flows/segments_added}
 * @param status {@code created}, {@code started}, {@code disabled} or {@code error}; null before 8.0
 * @param error why the store gave up; null unless the status says so
 * @param more every other field, as the store wrote it: how URLs in events are chosen
 */
public record Webhook(
        @Nullable UUID id,
        StoreUrl url,
        @Nullable String apiKeyName,
        List<String> events,
        @Nullable List<UUID> flowIds,
        @Nullable List<UUID> sourceIds,
        @Nullable List<UUID> flowCollectedByIds,
        @Nullable List<UUID> sourceCollectedByIds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TagValue> tags,
        @Nullable String status,
        @Nullable ReportedError error,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public Webhook {
        requireNonNull(url, "url");
        events = events == null ? List.of() : List.copyOf(events);
        flowIds = flowIds == null ? null : List.copyOf(flowIds);
        sourceIds = sourceIds == null ? null : List.copyOf(sourceIds);
        flowCollectedByIds = flowCollectedByIds == null ? null : List.copyOf(flowCollectedByIds);
        sourceCollectedByIds = sourceCollectedByIds == null ? null : List.copyOf(sourceCollectedByIds);
        tags = Flow.tagsOf(tags);
        more = Unnamed.copyOf(more);
    }

    /** A webhook for some kinds of event, whatever Flow or Source they are about. */
    public static Webhook of(StoreUrl url, List<String> events) {
        return new Webhook(null, url, null, events, null, null, null, null, Map.of(), null, null, Map.of());
    }

    /** The same with a header that carries a key. */
    public Webhook withApiKeyName(@Nullable String name) {
        return with(name, flowIds, status);
    }

    /** The same for some Flows alone. */
    public Webhook ofFlows(@Nullable List<UUID> flows) {
        return with(apiKeyName, flows, status);
    }

    /** The same as the store is to take it: {@code created} or {@code disabled}. */
    public Webhook withStatus(@Nullable String wanted) {
        return with(apiKeyName, flowIds, wanted);
    }

    private Webhook with(@Nullable String keyName, @Nullable List<UUID> flows, @Nullable String wanted) {
        return new Webhook(
                id,
                url,
                keyName,
                events,
                flows,
                sourceIds,
                flowCollectedByIds,
                sourceCollectedByIds,
                tags,
                wanted,
                error,
                more);
    }

    /** Without the fields that are not known. */
    @Override
    public String toString() {
        return "Webhook[" + id + " " + url + " " + events + " " + status + "]";
    }
}
