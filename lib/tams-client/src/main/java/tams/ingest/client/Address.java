package tams.ingest.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place below a store's base URL.
 *
 * @param base without a slash at its end
 * @param query in order, not yet encoded
 */
record Address(String base, Map<String, String> query) {

    /**
     * The store's base URL.
     *
     * @throws IllegalArgumentException when it cannot be one, saying why
     */
    static Address of(URI url) {
        StoreUrl.of(url.toString()).uri();
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "tams.url has a user, a query or a fragment: credentials belong into tams.auth");
        }
        return new Address(url.toString().replaceAll("/+$", ""), Map.of());
    }

    /** Below this one; each segment is one step, whatever characters it has. */
    Address at(Object... segments) {
        StringBuilder path = new StringBuilder(base);
        for (Object segment : segments) {
            path.append('/').append(encoded(segment.toString()));
        }
        return new Address(path.toString(), query);
    }

    /** The same with a slash at its end, as a root has it. */
    Address slashed() {
        return new Address(base + "/", query);
    }

    /** With a query parameter, unless {@code value} is null. */
    Address with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value.toString());
        return new Address(base, more);
    }

    /** With several query parameters. */
    Address with(Map<String, String> parameters) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.putAll(parameters);
        return new Address(base, more);
    }

    URI uri() {
        String parameters = query.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(parameters.isEmpty() ? base : base + "?" + parameters);
    }

    /** Percent-encodes all but RFC 3986's unreserved characters; a segment of dots alone would be a step upwards. */
    static String encoded(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return form.matches("\\.{1,2}") ? form.replace(".", "%2E") : form;
    }
}
