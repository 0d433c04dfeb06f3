package tams.ingest.kit;

import com.sun.net.httpserver.HttpHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A service that has been started. */
public interface RunningService extends AutoCloseable {

    /** As in {@code run NAME} and in metrics. */
    String name();

    List<HealthCheck> checks();

    /** What it shows on the ops port besides: paths below {@code /observe/}, each with all that begins with it. */
    default Map<String, HttpHandler> pages() {
        return Map.of();
    }

    /** Completes exceptionally when the service cannot go on by itself: the process has to end and be started again. */
    CompletableFuture<Void> failure();

    /** Stops taking work, finishes or gives up what is under way, loses nothing. Returns within 20 s. */
    @Override
    void close();
}
