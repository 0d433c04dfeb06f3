package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/** How the store answers: JSON, nothing at all, or one page of a list with the headers that lead to the next. */
final class Answer {

    static final int OK = 200;
    static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private Answer() {}

    static void json(Context context, int status, JsonNode body) {
        context.status(status).contentType("application/json").result(Json.bytes(body));
    }

    static void nothing(Context context) {
        context.status(NO_CONTENT);
    }

    /**
     * One page.
     *
     * @param next the key of the page that follows, null on the last
     */
    static void page(
            Context context, Collection<? extends JsonNode> items, int limit, boolean reversed, @Nullable String next) {
        paging(context, limit, next);
        context.header("X-Paging-Count", String.valueOf(items.size()));
        context.header("X-Paging-Reverse-Order", String.valueOf(reversed));
        json(context, OK, Json.MAPPER.createArrayNode().addAll(items));
    }

    static void paging(Context context, int limit, @Nullable String next) {
        context.header("X-Paging-Limit", String.valueOf(limit));
        if (next != null) {
            context.header("X-Paging-NextKey", next);
            context.header("Link", "<" + nextUrl(context, next) + ">; rel=\"next\"");
        }
    }

    /** The request's own URL with another {@code page}. */
    private static String nextUrl(Context context, String next) {
        String query = context.queryParamMap().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("page"))
                .flatMap(parameter -> parameter.getValue().stream().map(value -> Map.entry(parameter.getKey(), value)))
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()) + "&")
                .collect(Collectors.joining());
        return context.url() + "?" + query + "page=" + encode(next);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where this API is, as the client reached it; without a slash at its end. */
    static String base(Context context) {
        return context.url()
                .substring(0, context.url().length() - context.path().length());
    }

    /** Strings as a JSON array. */
    static JsonNode strings(List<String> texts) {
        return Json.MAPPER.valueToTree(texts);
    }
}
