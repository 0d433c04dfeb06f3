package tams.ingest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON Schema (2020-12) that follows from an event's record. Further properties are allowed: events grow. */
final class SchemaOfRecord {

    private static final String BASE = "https://tams-ingest.example/schemas/";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaOfRecord() {}

    static ObjectNode of(Class<? extends Event> event) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", BASE + EventTypes.fileName(event) + ".v1.json");
        schema.put("title", EventTypes.nameOf(event));
        schema.setAll(record(event));
        return schema;
    }

    private static ObjectNode record(Class<?> type) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = new SnakeCaseStrategy().translate(component.getName());
            properties.set(name, value(component.getAnnotatedType()));
            boolean mayLack = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (!mayLack) {
                required.add(name);
            }
        }
        schema.set("required", required);
        return schema;
    }

    private static ObjectNode value(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType last =
                    generic.getAnnotatedActualTypeArguments()[generic.getAnnotatedActualTypeArguments().length - 1];
            boolean list = generic.getType().getTypeName().startsWith(List.class.getName());
            ObjectNode schema = NODES.objectNode().put("type", list ? "array" : "object");
            schema.set(list ? "items" : "additionalProperties", value(last));
            return schema;
        }
        return plain(annotated.getType());
    }

    private static ObjectNode plain(Type type) {
        if (Set.<Type>of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return NODES.objectNode().put("type", "integer");
        }
        if (type == boolean.class || type == Boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        Class<?> clazz = (Class<?>) type;
        if (clazz.isEnum()) {
            ObjectNode schema = NODES.objectNode().put("type", "string");
            ArrayNode choices = schema.putArray("enum");
            for (Object constant : clazz.getEnumConstants()) {
                choices.add(constant.toString());
            }
            return schema;
        }
        Map<Class<?>, Map<String, String>> texts = Map.of(
                String.class, Map.of(),
                UUID.class, Map.of("format", "uuid"),
                Instant.class, Map.of("format", "date-time"),
                Duration.class, Map.of("format", "duration"),
                ZoneId.class, Map.of(),
                Rational.class, Map.of("pattern", "^-?[0-9]+(/[1-9][0-9]*)?$"),
                Timestamp.class, Map.of("pattern", "^-?(0|[1-9][0-9]*):(0|[1-9][0-9]{0,8})$"),
                TimeRange.class,
                        Map.of("pattern", "^(\\(\\)|[\\[(]?(-?[0-9]+:[0-9]{1,9})?(_(-?[0-9]+:[0-9]{1,9})?)?[\\])]?)$"));
        Map<String, String> text = texts.get(clazz);
        if (text != null) {
            ObjectNode schema = NODES.objectNode().put("type", "string");
            text.forEach(schema::put);
            return schema;
        }
        return record(clazz);
    }
}
