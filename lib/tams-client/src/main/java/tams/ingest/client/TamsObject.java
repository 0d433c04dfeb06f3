package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * Media bytes that at least one segment uses.
 *
 * @param referencedByFlows the Flows with a segment of it; from {@link TamsStore#object} only the first page of them
 * @param timerange on the object's own timeline; null before 8.0
 * @param more every other field, as the store wrote it
 */
public record TamsObject(
        @Nullable String id,
        List<UUID> referencedByFlows,
        @Nullable UUID firstReferencedByFlow,
        @Nullable TimeRange timerange,
        List<GetUrl> getUrls,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public TamsObject {
        referencedByFlows = referencedByFlows == null ? List.of() : List.copyOf(referencedByFlows);
        getUrls = getUrls == null ? List.of() : List.copyOf(getUrls);
        more = Unnamed.copyOf(more);
    }

    /** The same with the Flows of another page. */
    TamsObject and(List<UUID> others) {
        List<UUID> flows = new ArrayList<>(referencedByFlows);
        flows.addAll(others);
        return new TamsObject(id, flows, firstReferencedByFlow, timerange, getUrls, more);
    }

    /** Without URLs, and without the fields that are not known. */
    @Override
    public String toString() {
        return "TamsObject[" + id + " " + timerange + "]";
    }
}
