package tams.ingest.testbed;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth2 token endpoint (RFC 6749, client credentials) whose tokens live for seconds and whose one client gets another
 * secret now and then. Thread-safe.
 */
final class TokenDesk implements AutoCloseable {

    static final String CLIENT = "registrar";

    private final HttpServer server;
    private final ChaosProxy line;
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final AtomicInteger refusedClients = new AtomicInteger();
    private final AtomicInteger refusedTokens = new AtomicInteger();
    private volatile String secret;
    private volatile Duration life;
    private volatile Duration said;

    /** @param life of each token, in whole seconds */
    TokenDesk(String secret, Duration life) throws IOException {
        this.secret = secret;
        this.life = life;
        this.said = life;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::issue);
        server.start();
        line = new ChaosProxy(server.getAddress().getPort());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + line.port() + "/token");
    }

    /** The way of clients to it. */
    ChaosProxy line() {
        return line;
    }

    /** The client has another secret from now on, and no token that was given counts any more. */
    void rotate(String other) {
        secret = other;
        ends.clear();
    }

    /** Tokens are said to live for this long from now on, however long they do: its clock is not the store's. */
    void saysLife(Duration length) {
        said = length;
    }

    /** Whether a call may go on. */
    boolean knows(Headers headers) {
        String header = String.valueOf(headers.getFirst("Authorization"));
        Long end = ends.get(header.replaceFirst("^Bearer ", ""));
        boolean known = end != null && System.nanoTime() - end < 0;
        if (!known) {
            refusedTokens.incrementAndGet();
        }
        return known;
    }

    private void issue(HttpExchange exchange) throws IOException {
        String expected = Base64.getEncoder().encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
        boolean isClient =
                ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getRequestBody().readAllBytes();
        String token = UUID.randomUUID().toString();
        if (isClient) {
            ends.put(token, System.nanoTime() + life.toNanos());
        } else {
            refusedClients.incrementAndGet();
        }
        byte[] body = (isClient
                        ? "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                                + said.toSeconds() + "}"
                        : "{\"error\":\"invalid_client\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(isClient ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Tokens that were given and not made void by another secret. */
    int given() {
        return ends.size();
    }

    int refusedClients() {
        return refusedClients.get();
    }

    int refusedTokens() {
        return refusedTokens.get();
    }

    @Override
    public void close() {
        line.close();
        server.stop(0);
    }
}
