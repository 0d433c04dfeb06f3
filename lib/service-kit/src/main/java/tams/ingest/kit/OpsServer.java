package tams.ingest.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tams.ingest.contracts.Json;

/** The ops port of a process: {@code /observe/health[/live|/ready]}, {@code /observe/metrics}, {@code /observe/info}. */
public final class OpsServer implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "ops");
        thread.setDaemon(true);
        return thread;
    });

    private OpsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param checks asked at each request, so services may come later
     * @param others further paths below {@code /observe/}
     * @throws ConfigException when the port is taken
     */
    public static OpsServer start(
            Settings settings,
            PrometheusMeterRegistry meters,
            Supplier<List<HealthCheck>> checks,
            Map<String, String> info,
            Map<String, HttpHandler> others) {
        String host = settings.get(Keys.OPS_HOST);
        int port = settings.get(Keys.OPS_PORT);
        OpsServer ops;
        try {
            ops = new OpsServer(HttpServer.create(new InetSocketAddress(host, port), BACKLOG));
        } catch (IOException e) {
            throw new ConfigException("the ops port " + host + ":" + port + " cannot be opened (" + e.getMessage()
                    + "); set ops.port (--ops-port) to a free one");
        }
        ops.server.setExecutor(ops.threads);
        ops.server.createContext("/observe/health", exchange -> health(exchange, checks.get()));
        ops.server.createContext(
                "/observe/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
        ops.server.createContext(
                "/observe/info", exchange -> answer(exchange, 200, "application/json", Json.text(info)));
        ops.add(others);
        ops.server.start();
        return ops;
    }

    /** Adds paths below {@code /observe/}, each with all that begins with it. */
    public void add(Map<String, HttpHandler> others) {
        others.forEach((path, handler) -> server.createContext("/observe/" + path, handler));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void health(HttpExchange exchange, List<HealthCheck> checks) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean live = !path.endsWith("/ready");
        boolean ready = !path.endsWith("/live");
        HealthReport report = HealthReport.of(checks.stream()
                .filter(check -> check.kind() == HealthCheck.Kind.LIVE ? live : ready)
                .toList());
        answer(exchange, report.isUp() ? 200 : 503, "application/json", Json.text(report));
    }

    /** Sends one answer and closes the exchange. */
    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
