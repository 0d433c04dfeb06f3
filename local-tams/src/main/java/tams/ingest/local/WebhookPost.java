package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/**
 * One event on its way to a webhook: a POST that follows no redirect and waits five seconds at most.
 *
 * <p>Link-local addresses are refused, since those of clouds hand out credentials; the loopback and private networks are
 * where the webhooks of a local store are.
 */
final class WebhookPost {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Sends it.
     *
     * @return what went wrong, without URL and secret; empty when the event was taken
     */
    Optional<String> send(Webhook webhook, ObjectNode event) {
        try {
            URI url = URI.create(webhook.body().path("url").asText());
            if (isForbidden(url)) {
                return Optional.of("its address is link-local, which this store does not call");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.bytes(event)));
            @Nullable String secret = webhook.secret();
            if (secret != null) {
                request.header(webhook.body().path("api_key_name").asText(), secret);
            }
            HttpResponse<Void> response = http.send(request.build(), BodyHandlers.discarding());
            boolean taken = response.statusCode() >= 200 && response.statusCode() < 300;
            return taken ? Optional.empty() : Optional.of("it answered " + response.statusCode());
        } catch (UnknownHostException e) {
            return Optional.of("its host is unknown");
        } catch (IOException e) {
            return Optional.of("it cannot be reached (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            return Optional.of("its URL or its api_key cannot be sent");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the store stops");
        }
    }

    private static boolean isForbidden(URI url) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
                return true;
            }
        }
        return false;
    }
}
