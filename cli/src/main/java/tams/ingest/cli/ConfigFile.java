package tams.ingest.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;

/** The configuration file: a first one, and what one may say. */
final class ConfigFile {

    /** Keys that nearly every site sets, in the order a reader expects them. */
    private static final List<Setting<?>> FIRST = List.of(
            Keys.KAFKA_BOOTSTRAP,
            Keys.DROP_ROOT,
            Keys.TAMS_URL,
            Keys.AUTH_TYPE,
            Keys.AUTH_TOKEN_URL,
            Keys.AUTH_CLIENT_ID,
            Keys.AUTH_CLIENT_SECRET_FILE,
            Keys.OPS_HOST,
            Keys.OPS_PORT);

    private ConfigFile() {}

    /** A file whose only setting is the namespace; the keys that matter first are there as comments. */
    static String withNamespace(UUID namespace) {
        StringBuilder text = new StringBuilder();
        text.append("# tams-ingest: 'tams-ingest config show' lists every key, README.md says what they mean.\n\n");
        text.append("# ").append(Keys.TAMS_NAMESPACE.help()).append(". Never change it.\n");
        text.append(Keys.TAMS_NAMESPACE.key()).append(": ").append(namespace).append('\n');
        for (Setting<?> key : FIRST) {
            text.append("\n# ").append(key.help()).append('\n');
            text.append("# ").append(key.key()).append(": ");
            text.append(key.fallback() == null ? "" : key.fallback()).append('\n');
        }
        return text.toString();
    }

    /** A JSON Schema (2020-12). Keys may be nested or dotted, as YAML readers of configuration allow. */
    static Map<String, Object> schema() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "tams-ingest configuration");
        root.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Setting<?> key : Keys.ALL) {
            nest(properties, new ArrayList<>(Arrays.asList(key.key().split("\\."))), leaf(key));
            properties.put(key.key(), leaf(key));
        }
        root.put("properties", properties);
        root.put(
                "patternProperties",
                Map.of("^kafka\\.client\\.", Map.of("type", List.of("string", "number", "boolean"))));
        root.put("additionalProperties", false);
        return root;
    }

    private static Map<String, Object> leaf(Setting<?> key) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("type", List.of("string", "number", "boolean"));
        leaf.put("description", key.help());
        if (key.fallback() != null) {
            leaf.put("default", key.fallback());
        }
        return leaf;
    }

    @SuppressWarnings("unchecked") // what lies under "properties" is always such a map
    private static void nest(Map<String, Object> properties, List<String> path, Map<String, Object> leaf) {
        String name = path.remove(0);
        if (path.isEmpty()) {
            properties.put(name, leaf);
            return;
        }
        Map<String, Object> inner = (Map<String, Object>) properties.computeIfAbsent(name, any -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "object");
            object.put("properties", new LinkedHashMap<String, Object>());
            return object;
        });
        nest((Map<String, Object>) requireNonNull(inner.get("properties")), path, leaf);
    }
}
