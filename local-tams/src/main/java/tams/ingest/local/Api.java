package tams.ingest.local;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Json;

/** The API's HTTP server: limits, and an answer in JSON whatever happens. */
final class Api implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Api.class);

    /** A thousand Segments are about 300 KB; nothing a client sends is near this. */
    static final long BODY_BYTES_MAX = Json.DOCUMENT_BYTES_MAX;

    /** Requests at once, and Jetty's own few threads; more wait. */
    private static final int THREADS_MAX = 32;

    private static final int THREADS_MIN = 4;
    private static final long STOP_TIMEOUT_MS = 2_000;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    private final Javalin server;

    private Api(Javalin server) {
        this.server = server;
    }

    /** @param routes what is served. @throws IllegalStateException naming the port when it is taken */
    static Api start(LocalTamsConfig config, Clock clock, List<Consumer<RoutesConfig>> routes) {
        Javalin server = Javalin.create(javalin -> {
            limit(javalin);
            routes.forEach(some -> some.accept(javalin.routes));
            answerErrors(javalin.routes, clock);
        });
        try {
            server.start(config.host(), config.port());
        } catch (RuntimeException e) {
            server.stop();
            throw new IllegalStateException(
                    "the TAMS port " + config.port() + " on " + config.host()
                            + " cannot be opened: free it, or choose another with --tams-port (0 takes any): "
                            + e.getMessage(),
                    e);
        }
        return new Api(server);
    }

    private static void limit(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.http.maxRequestSize = BODY_BYTES_MAX;
        javalin.http.prefer405over404 = true;
        javalin.jetty.threadPool = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        javalin.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_TIMEOUT_MS));
        // Object ids may hold a slash, which comes as %2F.
        javalin.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        javalin.jetty.modifyServletContextHandler(
                servlets -> servlets.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    private static void answerErrors(RoutesConfig routes, Clock clock) {
        routes.exception(
                Refusal.class,
                (refusal, context) -> Answer.json(context, refusal.status(), refusal.toJson(now(clock))));
        routes.exception(
                HttpResponseException.class,
                (refusal, context) -> answer(
                        context, clock, refusal.getStatus(), "http_" + refusal.getStatus(), said(context, refusal)));
        routes.exception(Exception.class, (failure, context) -> {
            LOGGER.atError()
                    .addKeyValue("method", context.method())
                    .addKeyValue("path", context.path())
                    .setCause(failure)
                    .log("request failed");
            answer(context, clock, FAILED, "internal", "the store failed, its log says why: " + failure.getMessage());
        });
    }

    private static String said(Context context, HttpResponseException refusal) {
        return switch (refusal.getStatus()) {
            case NOT_FOUND -> "there is nothing at " + context.path() + ": GET / lists what there is";
            case METHOD_NOT_ALLOWED -> context.method() + " is not possible at " + context.path();
            default -> refusal.getMessage() + " (a body may have " + BODY_BYTES_MAX + " bytes)";
        };
    }

    private static void answer(Context context, Clock clock, int status, String type, String summary) {
        Answer.json(context, status, Refusal.error(type, summary, now(clock)));
    }

    /** Serves GET, and HEAD likewise: the server leaves out the body. */
    static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    /** The time as the database keeps it. */
    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    int port() {
        return server.port();
    }

    /** Lets requests under way come to their end, for two seconds. */
    @Override
    public void close() {
        server.stop();
    }
}
