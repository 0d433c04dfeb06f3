package tams.ingest.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** What a client asked for, checked as it is read: whatever cannot be understood is a {@link Refusal}. */
record Request(Context context) {

    /** A Flow or Source id from the path. A malformed one names nothing, so it is 404 as the specification has it. */
    String id(String parameter) {
        String id = context.pathParam(parameter);
        if (!Shapes.UUID.matcher(id).matches()) {
            throw Refusal.notFound("malformed_id", "'" + id + "' is not a lower-case UUID of version 1 to 5");
        }
        return id;
    }

    String path(String parameter) {
        return context.pathParam(parameter);
    }

    /**
     * The body.
     *
     * @throws Refusal 400 when it is not one JSON value of the shape
     */
    JsonNode body(String what, Shape shape) {
        if (!hasBody()) {
            throw Refusal.badRequest("invalid_body", "the body is empty, expected JSON: " + what);
        }
        JsonNode body = parse(context.bodyAsBytes());
        @Nullable String fault = shape.fault(what, body);
        if (fault != null) {
            throw Refusal.badRequest("invalid_body", fault);
        }
        return body;
    }

    private static JsonNode parse(byte[] json) {
        try {
            return Documents.parseAny(json);
        } catch (IllegalArgumentException e) {
            String why = e.getCause() instanceof JsonProcessingException malformed
                    ? malformed.getOriginalMessage() + ", line "
                            + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr()
                    : String.valueOf(e.getMessage());
            throw Refusal.badRequest("malformed_json", "the body is no JSON: " + why);
        }
    }

    boolean hasBody() {
        return context.bodyAsBytes().length > 0;
    }

    @Nullable String text(String name) {
        return context.queryParam(name);
    }

    Map<String, List<String>> texts() {
        return context.queryParamMap();
    }

    /** A comma-separated list; empty when the parameter is absent, an empty list when it is there without a value. */
    Optional<List<String>> list(String name) {
        return Optional.ofNullable(text(name)).map(text -> text.isEmpty() ? List.of() : Arrays.asList(text.split(",")));
    }

    boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    Optional<Boolean> optionalFlag(String name) {
        @Nullable String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw badParameter(name, text, "true or false");
        }
        return Optional.of(text.equals("true"));
    }

    Optional<TimeRange> timerange() {
        @Nullable String text = text("timerange");
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TimeRange.parse(text));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("invalid_query", "timerange: " + e.getMessage());
        }
    }

    /** How many items a page may have: what was asked, at most {@code most}. */
    int limit(int standard, int most) {
        return wholeNumber("limit").map(asked -> Math.min(asked, most)).orElse(standard);
    }

    Optional<Integer> wholeNumber(String name) {
        @Nullable String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw badParameter(name, text, "a whole number above 0");
        }
        throw badParameter(name, text, "a whole number above 0");
    }

    static Refusal badParameter(String name, String text, String expected) {
        return Refusal.badRequest("invalid_query", name + " is '" + text + "', expected " + expected);
    }
}
