package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A Source as it is kept.
 *
 * @param body id, format, and what clients set: label, description, tags
 */
record Source(String id, ObjectNode body, Instant created, Instant updated) {

    String format() {
        return body.path("format").asText();
    }

    Source with(ObjectNode changed, Instant now) {
        return new Source(id, changed, created, now);
    }
}
