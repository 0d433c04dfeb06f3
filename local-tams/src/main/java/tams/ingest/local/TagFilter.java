package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The {@code tag.NAME} and {@code tag_exists.NAME} parameters of a listing, as one test of a {@code tags} object. */
final class TagFilter {

    private TagFilter() {}

    /** @param prefix what comes before {@code tag} in the names, e.g. {@code flow_}; mostly empty */
    static Predicate<JsonNode> of(Request request, String prefix) {
        List<Predicate<JsonNode>> tests = new ArrayList<>();
        for (Map.Entry<String, List<String>> parameter : request.texts().entrySet()) {
            String name = parameter.getKey();
            if (name.startsWith(prefix + "tag.")) {
                String tag = name.substring(prefix.length() + "tag.".length());
                List<String> wanted = Arrays.asList(parameter.getValue().get(0).split(","));
                tests.add(tags -> holds(tags.path(tag), wanted));
            } else if (name.startsWith(prefix + "tag_exists.")) {
                String tag = name.substring(prefix.length() + "tag_exists.".length());
                boolean wanted = request.flag(name);
                tests.add(tags -> tags.has(tag) == wanted);
            }
        }
        return tests.stream().reduce(tags -> true, Predicate::and);
    }

    private static boolean holds(JsonNode value, List<String> wanted) {
        if (value.isTextual()) {
            return wanted.contains(value.asText());
        }
        for (JsonNode one : value) {
            if (wanted.contains(one.asText())) {
                return true;
            }
        }
        return false;
    }
}
