package tams.ingest.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The AsyncAPI 3 document of all topics, made from the catalogues of topics and events. Schemas are referred to beside it;
 * topics have the configured prefix before their names.
 */
final class AsyncApi {

    private static final Set<Topic<?>> WITH_REASONS =
            Set.of(Topics.RETRY_1M, Topics.RETRY_10M, Topics.RETRY_1H, Topics.PARKED, Topics.DEAD_LETTERS);
    private static final List<String> CE = List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time");
    private static final List<String> CE_MORE = List.of("ce_subject", "traceparent", "content-type");
    private static final List<String> REASONS = List.of("x-cause", "x-reason", "x-attempts", "x-first-failed-at");

    private AsyncApi() {}

    static ObjectNode document() {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("asyncapi", "3.0.0");
        root.putObject("info")
                .put("title", "tams-ingest")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "The topics on which a chunk travels from the drop folder into a TAMS store, and those that tell"
                                + " how it fares. CloudEvents 1.0, binary mode: attributes are headers, values are plain"
                                + " JSON. Events grow by addition only.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        root.put("defaultContentType", "application/json");
        ObjectNode channels = root.putObject("channels");
        ObjectNode operations = root.putObject("operations");
        Topics.ALL.forEach(topic -> {
            String name = nameOf(topic);
            channels.set(name, channel(topic));
            operations
                    .putObject("watch" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                    .put("action", "receive")
                    .putObject("channel")
                    .put("$ref", "#/channels/" + name);
        });
        ObjectNode messages = root.putObject("components").putObject("messages");
        EventTypes.ALL.forEach(type -> messages.set(EventTypes.fileName(type), message(type)));
        return root;
    }

    /** {@code ingest.feed-status} is {@code feedStatus} here: a key that needs no quotes anywhere. */
    static String nameOf(Topic<?> topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.name().replaceFirst("^ingest\\.", "").split("[.-]", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    private static ObjectNode channel(Topic<?> topic) {
        ObjectNode channel = Json.MAPPER.createObjectNode();
        channel.put("address", topic.name());
        channel.put(
                "description",
                (topic.kept() == null
                                ? "Compacted: the last record of each key stays."
                                : "Records stay " + topic.kept().toDays() + " days.")
                        + (WITH_REASONS.contains(topic)
                                ? " Headers " + String.join(", ", REASONS) + " say why a record is here."
                                : ""));
        ObjectNode messages = channel.putObject("messages");
        EventTypes.ALL.stream()
                .filter(type -> topic.type().isAssignableFrom(type))
                .forEach(type -> messages.putObject(EventTypes.fileName(type))
                        .put("$ref", "#/components/messages/" + EventTypes.fileName(type)));
        channel.putObject("bindings")
                .putObject("kafka")
                .put("topic", topic.name())
                .put("bindingVersion", "0.5.0")
                .putObject("topicConfiguration")
                .set("cleanup.policy", Json.MAPPER.createArrayNode().add(topic.isCompacted() ? "compact" : "delete"));
        return channel;
    }

    private static ObjectNode message(Class<? extends Event> type) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("name", EventTypes.nameOf(type));
        message.put("contentType", "application/json");
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        CE.forEach(name -> properties.putObject(name).put("type", "string"));
        CE_MORE.forEach(name -> properties.putObject(name).put("type", "string"));
        properties.putObject("ce_type").put("type", "string").put("const", EventTypes.nameOf(type));
        ArrayNode required = headers.putArray("required");
        CE.forEach(required::add);
        message.putObject("payload").put("$ref", "schemas/" + EventTypes.fileName(type) + ".v1.json");
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("key")
                .put("type", "string");
        ArrayNode examples = message.putArray("examples");
        EventSamples.all().stream()
                .filter(event -> event.getClass().equals(type))
                .forEach(event -> examples.addObject()
                        .put("name", EventTypes.fileName(type))
                        .set("payload", Json.MAPPER.valueToTree(event)));
        return message;
    }
}
