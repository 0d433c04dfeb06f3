package tams.ingest.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a store says about an error, in whatever form: TAMS's {@code error}, {@code title} and {@code detail}, OAuth2's,
 * S3's XML, HTML, plain text or nothing.
 *
 * @param code the store's name for what is wrong; null where it gives none
 * @param words at most {@link #LENGTH_MAX} printable characters without secrets; empty where there are none
 */
record StoreWords(@Nullable String code, String words) {

    /** Enough for a sentence and the start of a trace, and still one line of a log. */
    static final int LENGTH_MAX = 300;

    /** How much of a body is looked at: an error page's head, and an effort that a hostile one cannot make large. */
    private static final int BODY_BYTES_MAX = 16 * 1024;

    /** How much is searched for secrets: what can be left of it is shown. */
    private static final int CLEANED_MAX = 8 * LENGTH_MAX;

    private static final StoreWords NONE = new StoreWords(null, "");
    private static final List<String> CODE_FIELDS = List.of("type", "code", "error", "__type");
    private static final List<String> WORD_FIELDS =
            List.of("summary", "detail", "title", "message", "Message", "error_description", "error", "description");
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]{1,100})</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");
    private static final Pattern MARKUP = Pattern.compile("(?s)<(script|style)\\b.*?</\\1>|<[^<>]*+>");
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?\"'<>]*)\\?[^\\s\"'<>]*");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(?<![\\w-])([\\w-]*(?:signature|credential|token|secret|password)[\\w-]*[\"']?\\s*[=:]\\s*)[\"']?[^\\s&\"',;]+");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{6,}");

    static StoreWords of(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, BODY_BYTES_MAX), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return NONE;
        }
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
            JsonNode json = StoreJson.tree(body);
            return json == null ? new StoreWords(null, clean(text)) : of(json);
        }
        return text.startsWith("<") ? ofMarkup(text) : new StoreWords(null, clean(text));
    }

    static StoreWords of(JsonNode json) {
        if (json.isTextual()) {
            return new StoreWords(null, clean(json.asText()));
        }
        if (json.path("error").isObject()) {
            return of(json.path("error"));
        }
        String code = first(json, CODE_FIELDS);
        String words = first(json, WORD_FIELDS);
        return new StoreWords(code == null ? null : clean(code), clean(words == null ? json.toString() : words));
    }

    private static @Nullable String first(JsonNode json, List<String> fields) {
        return fields.stream()
                .map(json::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** S3's other elements repeat the signature, so only its code and message are taken. */
    private static StoreWords ofMarkup(String text) {
        Matcher code = XML_CODE.matcher(text);
        if (code.find()) {
            Matcher message = XML_MESSAGE.matcher(text);
            return new StoreWords(clean(code.group(1)), message.find() ? clean(message.group(1)) : "");
        }
        return new StoreWords(null, clean(MARKUP.matcher(text).replaceAll(" ")));
    }

    static String clean(String text) {
        String start = text.length() <= CLEANED_MAX ? text : text.substring(0, CLEANED_MAX);
        String shown = QUERY.matcher(printable(start)).replaceAll("$1?…");
        shown = AUTHORIZATION.matcher(shown).replaceAll("$1 …");
        shown = SECRET.matcher(shown).replaceAll("$1…");
        return shown.length() <= LENGTH_MAX ? shown : shown.substring(0, LENGTH_MAX - 1) + "…";
    }

    /** On one line, without characters that steer a terminal or forge a line of a log. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
    }
}
