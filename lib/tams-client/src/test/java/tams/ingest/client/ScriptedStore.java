package tams.ingest.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that gives the answers a test wrote down, in order, and remembers what it was asked. */
final class ScriptedStore implements AutoCloseable {

    /** What it was asked; each character of the body is one byte. */
    record Asked(String method, URI uri, Headers headers, String body) {

        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** What it is to answer; each character of the body is one byte. */
    private record Scripted(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Scripted> script = new ArrayDeque<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    ScriptedStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    ScriptedStore answering(int status, String body) {
        return answering(status, Map.of(), body);
    }

    synchronized ScriptedStore answering(int status, Map<String, String> headers, String body) {
        script.add(new Scripted(status, headers, body));
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    HttpTamsStore client() {
        return client(new Credentials.None());
    }

    HttpTamsStore client(Credentials credentials) {
        return HttpTamsStore.open(url(), credentials);
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            asked.add(new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
            Scripted answer = next();
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(
                    answer.status(),
                    answer.body().isEmpty() ? -1 : answer.body().length());
            exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private synchronized Scripted next() {
        Scripted answer = script.poll();
        return answer == null ? new Scripted(599, Map.of(), "nothing is scripted for this") : answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
