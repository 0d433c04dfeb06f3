package tams.ingest.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/** The project's JSON dialect, for answers of stores: longer documents, and errors that do not repeat what they read. */
final class StoreJson {

    /** The deepest that TAMS nests is below 10; the rest is room for tags and unknown fields. */
    private static final int DEPTH_MAX = 50;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(HttpCalls.LIST_BYTES_MAX)
                    .maxNestingDepth(DEPTH_MAX)
                    .build())
            .build();

    private StoreJson() {}

    /** An answer that is not what the API says; its message may be shown. */
    static final class NotAsExpected extends Exception {
        NotAsExpected(String message) {
            super(message);
        }
    }

    static <T> T one(byte[] body, Class<T> type) throws NotAsExpected {
        return type.cast(read(body, Json.MAPPER.constructType(type)));
    }

    /** A value that was read, as {@code type}. */
    static <T> T as(JsonNode json, TypeReference<T> type) throws NotAsExpected {
        try {
            return Json.MAPPER.convertValue(json, type);
        } catch (IllegalArgumentException e) {
            throw new NotAsExpected("the body is not as the API says");
        }
    }

    static <T> List<T> list(byte[] body, Class<T> type) throws NotAsExpected {
        List<?> items = (List<?>) read(body, Json.MAPPER.getTypeFactory().constructCollectionType(List.class, type));
        if (items.contains(null)) {
            throw new NotAsExpected("an item of the list is null");
        }
        return items.stream().<T>map(type::cast).toList();
    }

    /** Null when it is not JSON. */
    static @Nullable JsonNode tree(byte[] body) {
        try {
            return one(body, JsonNode.class);
        } catch (NotAsExpected e) {
            return null;
        }
    }

    private static Object read(byte[] body, JavaType type) throws NotAsExpected {
        try (JsonParser parser = FACTORY.createParser(body)) {
            @Nullable Object value = Json.MAPPER.readValue(parser, type);
            if (value == null) {
                throw new NotAsExpected("the body is null");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new NotAsExpected("the body is not as the API says" + place(e));
        } catch (JsonProcessingException e) {
            throw new NotAsExpected("the body is not JSON" + (body.length == 0 ? ": it is empty" : ""));
        } catch (IOException e) {
            throw new NotAsExpected("the body cannot be read");
        }
    }

    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : ", at " + StoreWords.printable(path);
    }
}
