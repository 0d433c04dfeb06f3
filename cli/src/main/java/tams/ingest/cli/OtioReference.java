package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The media that a clip names: a Flow by URL, or a Source, a Flow or both by metadata.
 *
 * @param offset what is added to the clip's times to get the Flow's ({@code available_range_offset})
 */
record OtioReference(
        @Nullable UUID sourceId,
        @Nullable UUID flowId,
        Timestamp offset,
        @Nullable TimeRange available) {

    static OtioReference of(JsonNode reference, String place, URI store) {
        JsonNode ids = reference.path("metadata").path(OtioWriter.METADATA);
        @Nullable UUID flow = id(ids, "flow_id", place);
        switch (OtioFault.schema(reference)) {
            case "ExternalReference.1" ->
                flow = flow(reference.path("target_url").asText(), place, store);
            case "MissingReference.1" -> {
                if (flow == null && !ids.has("source_id")) {
                    throw OtioFault.at(
                            place, "its metadata has neither " + OtioWriter.METADATA + ".source_id nor flow_id");
                }
            }
            default ->
                throw OtioFault.at(
                        place,
                        "a " + OtioFault.schema(reference)
                                + " is not rendered: expected ExternalReference.1 or MissingReference.1");
        }
        JsonNode offset = ids.path("available_range_offset");
        JsonNode range = reference.path("available_range");
        TimeRange available = range.isObject()
                ? OtioReader.exact(OtioTime.readRange(range, place + ".available_range"), ids.path("available_range"))
                : null;
        return new OtioReference(
                id(ids, "source_id", place),
                flow,
                offset.isTextual() ? timestamp(offset.asText(), place) : Timestamp.ZERO,
                available);
    }

    OtioTimeline.Media media(Timestamp start) {
        return new OtioTimeline.Media(
                sourceId, flowId, start.plus(offset), available == null ? null : available.shifted(offset));
    }

    private static Timestamp timestamp(String text, String place) {
        try {
            return Timestamp.parse(text);
        } catch (IllegalArgumentException e) {
            throw OtioFault.at(place, "available_range_offset: " + e.getMessage());
        }
    }

    private static @Nullable UUID id(JsonNode ids, String name, String place) {
        return ids.has(name) ? id(ids.path(name).asText(), place + ": " + name) : null;
    }

    private static UUID id(String text, String place) {
        try {
            return OptionForms.id(text);
        } catch (TypeConversionException e) {
            throw OtioFault.at(place, OtioFault.printable(String.valueOf(e.getMessage())));
        }
    }

    private static UUID flow(String url, String place, URI store) {
        String base = OtioWriter.base(store) + "/flows/";
        if (!url.startsWith(base)) {
            throw OtioFault.at(
                    place,
                    "target_url " + OtioFault.printable(url) + " is no Flow of this store: expected " + base + "ID");
        }
        return id(url.substring(base.length()), place + ".target_url");
    }
}
