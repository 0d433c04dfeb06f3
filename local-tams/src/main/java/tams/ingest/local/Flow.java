package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Flow as it is kept.
 *
 * @param body what the client set, {@code metadata_version} included; without collections and without what the store
 *     works out
 * @param segmentsUpdated null while no Segment was ever added
 * @param deleting whether a deletion of the whole Flow is under way
 */
record Flow(
        String id,
        String sourceId,
        ObjectNode body,
        Instant created,
        Instant metadataUpdated,
        @Nullable Instant segmentsUpdated,
        boolean deleting) {

    static Flow made(String id, String sourceId, Instant now) {
        return new Flow(id, sourceId, Documents.object(), now, now, null, false);
    }

    String format() {
        return body.path("format").asText();
    }

    /** The type of the Flow's media; a Flow without one has no Segments (TAMS 8.2, {@code container}). */
    Optional<String> container() {
        return Optional.ofNullable(body.get("container")).map(node -> node.asText());
    }

    /**
     * This, if it may be changed.
     *
     * @throws Refusal 403 when it is read-only or on its way out
     */
    Flow writable() {
        if (deleting) {
            throw Refusal.deleting(id);
        }
        if (isReadOnly()) {
            throw Refusal.readOnly(id);
        }
        return this;
    }

    /**
     * The type of the media to store.
     *
     * @throws Refusal 400 when the Flow has none
     */
    String requireContainer() {
        return container()
                .orElseThrow(
                        () -> Refusal.badRequest(
                                "no_container",
                                "Flow " + id
                                        + " has no container, so it cannot have Segments: PUT the Flow with one, e.g. video/mp2t"));
    }

    boolean hasInitSegments() {
        return body.at("/essence_parameters/init_segments").asBoolean();
    }

    boolean isReadOnly() {
        return body.path("read_only").asBoolean();
    }

    /** The same with another body, changed {@code now}: the version moves on unless the client moved it itself. */
    Flow with(ObjectNode changed, Instant now) {
        ObjectNode next = changed.deepCopy();
        if (!next.has("metadata_version") || next.get("metadata_version").equals(body.get("metadata_version"))) {
            next.put("metadata_version", Documents.dateTime(now));
        }
        return new Flow(id, sourceId, next, created, now, segmentsUpdated, deleting);
    }
}
