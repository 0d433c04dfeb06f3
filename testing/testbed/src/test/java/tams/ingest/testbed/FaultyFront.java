package tams.ingest.testbed;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tams.ingest.local.LocalTams;

/**
 * A reverse proxy before a real store and its object store, which shows it as one {@link Personality} and does to each
 * call what a {@link FaultScript} says. Clients see its two addresses alone, those of uploads and downloads included.
 */
final class FaultyFront implements AutoCloseable {

    /** Calls at the same time; more wait. Those that pause hold their place. */
    private static final int CALLS_MAX = 64;

    private static final WireAnswer TOO_BUSY =
            WireAnswer.text(503, "text/plain", "busy").with("connection", "close");

    private static final WireAnswer UNKNOWN_CLIENT =
            WireAnswer.text(401, "text/plain", "who is it?").with("www-authenticate", "Bearer");

    static {
        // Without it, an answer waits 40 ms for the client's acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer api;
    private final HttpServer media;
    private final ChaosProxy apiLine;
    private final ChaosProxy mediaLine;
    private final AuditLog log;
    private final FrontStore store;
    private final FrontRecord record;
    private final Map<String, String> rewritten;
    private volatile Predicate<Headers> admits = headers -> true;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newFixedThreadPool(CALLS_MAX, work -> {
        Thread thread = new Thread(work, "faulty-front");
        thread.setDaemon(true);
        return thread;
    });

    private FaultyFront(LocalTams behind, Personality personality, FaultScript script) throws IOException {
        log = new AuditLog(script);
        Upstream apiBehind = new Upstream(behind.url());
        Upstream mediaBehind = new Upstream(behind.s3Url());
        store = new FrontStore(apiBehind, mediaBehind, personality, log);
        record = new FrontRecord(personality);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        api = HttpServer.create(any, 0);
        media = HttpServer.create(any, 0);
        apiLine = new ChaosProxy(api.getAddress().getPort());
        mediaLine = new ChaosProxy(media.getAddress().getPort());
        rewritten = Map.of(apiBehind.authority(), authority(apiLine), mediaBehind.authority(), authority(mediaLine));
        serve(api, exchange -> {
            if (admits.test(exchange.getRequestHeaders())) {
                String path = exchange.getRequestURI().getRawPath();
                handle(exchange, StoreCall.ofApi(exchange.getRequestMethod(), path));
            } else {
                lineOf(exchange).write(UNKNOWN_CLIENT);
                exchange.close();
            }
        });
        serve(media, exchange -> handle(exchange, StoreCall.ofMedia(exchange.getRequestMethod())));
    }

    static FaultyFront before(LocalTams store, Personality personality, FaultScript script) throws IOException {
        return new FaultyFront(store, personality, script);
    }

    private static String authority(ChaosProxy line) {
        return "127.0.0.1:" + line.port();
    }

    /** The way of clients to the API. */
    ChaosProxy apiLine() {
        return apiLine;
    }

    /** The way of clients to the object store. */
    ChaosProxy mediaLine() {
        return mediaLine;
    }

    private void serve(HttpServer server, HttpHandler handler) {
        server.setExecutor(workers);
        server.createContext("/", handler);
        server.start();
    }

    private FrontLine lineOf(HttpExchange exchange) {
        return new FrontLine(exchange, rewritten, closing);
    }

    /** The API's base, without a slash at its end. */
    URI url() {
        return URI.create("http://" + authority(apiLine));
    }

    /** Calls of the API go on with headers that this takes; others hear 401. */
    void admitting(Predicate<Headers> headers) {
        admits = headers;
    }

    AuditLog log() {
        return log;
    }

    private void handle(HttpExchange exchange, StoreCall call) throws IOException {
        FrontLine line = lineOf(exchange);
        Optional<Fault> fault = log.begin(call, exchange.getRequestURI().getRawPath());
        if (fault.filter(hit -> hit.kind() == Fault.Kind.EARLY).isPresent()) {
            line.write(TOO_BUSY);
            line.cut();
            return;
        }
        try {
            WireRequest request = WireRequest.of(exchange);
            FrontFaults faults = new FrontFaults(store, line, call);
            if (fault.isPresent()) {
                faults.carryOut(request, fault.get());
            } else {
                WireAnswer answer = store.answer(call, request);
                record.note(call, request, answer);
                line.write(answer);
            }
        } finally {
            exchange.close();
        }
    }

    /** Ends all pauses and connections; the store behind goes on. */
    @Override
    public void close() {
        closing.countDown();
        apiLine.close();
        mediaLine.close();
        api.stop(0);
        media.stop(0);
        workers.shutdownNow();
    }
}
