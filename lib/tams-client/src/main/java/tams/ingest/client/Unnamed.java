package tams.ingest.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that a record has no name for: kept in order, so that reading and writing back loses nothing. */
final class Unnamed {

    private Unnamed() {}

    static Map<String, JsonNode> copyOf(@Nullable Map<String, JsonNode> fields) {
        return fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
