package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JSON value must look like. */
@FunctionalInterface
interface Shape {

    /** Anything at all. */
    Shape ANY = (path, value) -> null;

    Shape TEXT = (path, value) -> value.isTextual() ? null : path + " must be a string";

    Shape FLAG = (path, value) -> value.isBoolean() ? null : path + " must be true or false";

    /** The first thing wrong with a value, beginning with where it lies; null when it is as it should be. */
    @Nullable String fault(String path, JsonNode value);

    /** A whole number, {@code least} or more; 25.0 is whole, as JSON Schema has it. */
    static Shape wholeFrom(long least) {
        return (path, value) -> {
            boolean whole = value.isNumber()
                    && value.decimalValue().stripTrailingZeros().scale() <= 0
                    && value.decimalValue().compareTo(BigDecimal.valueOf(least)) >= 0
                    && value.decimalValue().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
            return whole
                    ? null
                    : path + " must be a whole number" + (least == Long.MIN_VALUE ? "" : ", at least " + least);
        };
    }

    static Shape oneOf(String... words) {
        return (path, value) -> value.isTextual() && Arrays.asList(words).contains(value.asText())
                ? null
                : path + " must be one of " + String.join(", ", words);
    }

    /** A string the whole of which matches; {@code hint} tells what is expected. */
    static Shape matching(Pattern pattern, String hint) {
        return (path, value) ->
                value.isTextual() && pattern.matcher(value.asText()).matches() ? null : path + " must be " + hint;
    }

    static Shape listOf(Shape item) {
        return (path, value) -> {
            if (!value.isArray()) {
                return path + " must be an array";
            }
            for (int i = 0; i < value.size(); i++) {
                @Nullable String fault = item.fault(path + "[" + i + "]", value.get(i));
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        };
    }

    /** One item, or an array of them. */
    static Shape oneOrMany(Shape item) {
        return (path, value) -> value.isArray() ? listOf(item).fault(path, value) : item.fault(path, value);
    }

    static Shape either(Shape one, Shape other) {
        return (path, value) -> {
            @Nullable String fault = one.fault(path, value);
            return fault == null || other.fault(path, value) == null ? null : fault;
        };
    }

    /** This, and {@code other} as well. */
    default Shape and(Shape other) {
        return (path, value) -> {
            @Nullable String fault = fault(path, value);
            return fault == null ? other.fault(path, value) : fault;
        };
    }

    /** An object whose every value has one shape. */
    static Shape mapOf(Shape item) {
        return (path, value) -> {
            if (!value.isObject()) {
                return path + " must be an object";
            }
            for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                @Nullable String fault = item.fault(path + "." + name, value.get(name));
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        };
    }

    /** An object that may hold more than the named fields. */
    static Shape object(Field... fields) {
        return (path, value) -> {
            if (!value.isObject()) {
                return path + " must be an object";
            }
            for (Field field : fields) {
                @Nullable String fault = field.fault(path, value);
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        };
    }

    /** An object that holds nothing but the named fields. */
    static Shape closed(Field... fields) {
        List<String> names = Arrays.stream(fields).map(Field::name).toList();
        return (path, value) -> {
            @Nullable String fault = object(fields).fault(path, value);
            for (Iterator<String> found = value.fieldNames(); fault == null && found.hasNext(); ) {
                String name = found.next();
                fault = names.contains(name) ? null : path + " has no field '" + name + "'";
            }
            return fault;
        };
    }

    static Field required(String name, Shape shape) {
        return new Field(name, true, shape);
    }

    static Field optional(String name, Shape shape) {
        return new Field(name, false, shape);
    }

    /** A named member of an object. */
    record Field(String name, boolean required, Shape shape) {

        @Nullable String fault(String path, JsonNode parent) {
            JsonNode value = parent.get(name);
            if (value == null) {
                return required ? path + "." + name + " is missing" : null;
            }
            return shape.fault(path + "." + name, value);
        }
    }
}
