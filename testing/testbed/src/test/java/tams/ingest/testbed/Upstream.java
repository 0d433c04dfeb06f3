package tams.ingest.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The server behind a front. */
final class Upstream {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What belongs to one connection, or is the client's own to set. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "date", "http2-settings");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI base;

    Upstream(URI base) {
        this.base = base;
    }

    /** Host and port. */
    String authority() {
        return base.getAuthority();
    }

    WireAnswer send(WireRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.target()))
                .timeout(TIMEOUT)
                .method(
                        request.method(),
                        request.body().length == 0 && !request.method().startsWith("P")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, List<String>> headers = new HashMap<>(answer.headers().map());
            headers.keySet().removeIf(name -> OF_CONNECTION.contains(name) || name.startsWith(":"));
            return new WireAnswer(answer.statusCode(), headers, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
