package tams.ingest.client;

import java.net.URI;
import java.util.Locale;

/** Where a URL leads as far as trust goes: scheme, host and port (RFC 6454). */
record Origin(String scheme, String host, int port) {

    static Origin of(URI uri) {
        return new Origin(lower(uri.getScheme()), lower(uri.getHost()), port(uri));
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : lower(uri.getScheme()).equals("https") ? 443 : 80;
    }

    private static String lower(String text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }
}
