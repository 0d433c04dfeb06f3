package tams.ingest.testbed;

import com.sun.net.httpserver.HttpExchange;
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
        serve(
                api,
                exchange -> StoreCall.ofApi(
                        exchange.getRequestMethod(), exchange.getRequestURI().getRawPath()));
        serve(media, exchange -> StoreCall.ofMedia(exchange.getRequestMethod()));
    }

    static FaultyFront before(LocalTams store, Personality personality, FaultScript script) throws IOException {
        return new FaultyFront(store, personality, script);
    }

    /** What kind of call a request is. */
    private interface Kind {
        StoreCall of(HttpExchange exchange);
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

    private void serve(HttpServer server, Kind kind) {
        server.setExecutor(workers);
        server.createContext("/", exchange -> handle(exchange, kind.of(exchange)));
        server.start();
    }

    /** The API's base, without a slash at its end. */
    URI url() {
        return URI.create("http://" + authority(apiLine));
    }

    AuditLog log() {
        return log;
    }

    private void handle(HttpExchange exchange, StoreCall call) throws IOException {
        FrontLine line = new FrontLine(exchange, rewritten, closing);
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
