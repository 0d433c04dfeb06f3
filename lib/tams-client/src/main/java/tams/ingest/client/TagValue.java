package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a tag: a text, or since API 8.0 a list of texts.
 *
 * @param values one, unless {@code list}
 * @param list whether the value is written as a list, which stores before 8.0 refuse
 */
public record TagValue(List<String> values, boolean list) {

    public TagValue {
        values = List.copyOf(values);
        if (!list && values.size() != 1) {
            throw new IllegalArgumentException("a tag that is no list has one value, not " + values.size());
        }
    }

    public static TagValue of(String value) {
        return new TagValue(List.of(value), false);
    }

    @JsonCreator
    static TagValue parse(JsonNode json) {
        if (!json.isArray()) {
            return of(json.asText());
        }
        List<String> values = new ArrayList<>(json.size());
        json.forEach(value -> values.add(value.asText()));
        return new TagValue(values, true);
    }

    @JsonValue
    Object json() {
        return list ? values : values.get(0);
    }

    /** The text, with commas between several. */
    @Override
    public String toString() {
        return String.join(",", values);
    }
}
