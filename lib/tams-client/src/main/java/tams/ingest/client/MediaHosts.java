package tams.ingest.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that a store may send uploads and downloads to. The store's own host is always among them, and whatever the
 * host, only http and https are spoken.
 *
 * @param patterns lower-case host names, each alone, with {@code :port}, or as {@code *.example.com} for all below;
 *     empty for any host
 */
public record MediaHosts(List<String> patterns) {

    /** Any host: the store is believed. */
    public static final MediaHosts ANY = new MediaHosts(List.of());

    private static final Pattern FORM = Pattern.compile("(\\*\\.)?([a-z0-9_.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    public MediaHosts {
        patterns = patterns.stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .toList();
        patterns.forEach(pattern -> {
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "not a host: '" + pattern + "': expected host, host:port or *.example.com");
            }
        });
    }

    /** From a list with commas; empty for any host. */
    public static MediaHosts parse(String text) {
        return text.isBlank() ? ANY : new MediaHosts(List.of(text.split(",", -1)));
    }

    boolean allow(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        int port = Origin.port(url);
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, host, port));
    }

    private static boolean matches(String pattern, String host, int port) {
        int colon = pattern.indexOf(':', pattern.lastIndexOf(']') + 1);
        String name = colon < 0 ? pattern : pattern.substring(0, colon);
        boolean named = name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
        return named && (colon < 0 || pattern.substring(colon + 1).equals(Integer.toString(port)));
    }
}
