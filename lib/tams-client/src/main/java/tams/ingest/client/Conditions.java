package tams.ingest.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conditions of a listing: the API's query parameters by name, in the order they were given, not yet encoded. */
final class Conditions {

    private Conditions() {}

    static Map<String, String> with(Map<String, String> conditions, String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(conditions);
        more.put(name, value.toString());
        return Collections.unmodifiableMap(more);
    }

    /**
     * The API's form of a list, which has no way to write a comma inside a value.
     *
     * @throws IllegalArgumentException when a value is empty or has a comma
     */
    static String listed(List<String> values) {
        values.forEach(value -> {
            if (value.isEmpty() || value.indexOf(',') >= 0) {
                throw new IllegalArgumentException(
                        "a list in a query takes no value that is empty or has a comma: '" + value + "'");
            }
        });
        return String.join(",", values);
    }

    static int positive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is not positive: " + limit);
        }
        return limit;
    }
}
