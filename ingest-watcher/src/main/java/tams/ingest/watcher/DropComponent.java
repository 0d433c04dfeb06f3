package tams.ingest.watcher;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component behind {@code drop:}: one endpoint over the whole drop root, whatever the number of feeds.
 *
 * <p>Camel's own file component lists a folder anew for every batch and needs an endpoint, and a thread, for each feed.
 */
final class DropComponent extends DefaultComponent {

    static final String SCHEME = "drop";

    private final ScanLoop loop;
    private final ScanHints hints;
    private final DropScanner scanner;
    private final ExecutorService tidying;
    private final CompletableFuture<Void> failure;

    /**
     * A component over one scanner.
     *
     * @param tidying where the janitor works; ends with the component, at the next file at the latest
     * @param failure completes exceptionally should the scanner's thread die
     */
    DropComponent(
            ScanLoop loop,
            DropScanner scanner,
            ScanHints hints,
            ExecutorService tidying,
            CompletableFuture<Void> failure) {
        this.loop = loop;
        this.scanner = scanner;
        this.hints = hints;
        this.tidying = tidying;
        this.failure = failure;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DropEndpoint(uri, this);
    }

    @Override
    protected void doStop() throws Exception {
        // What is half done is done again after the next start: the folders and the ledger say what.
        tidying.shutdownNow();
        super.doStop();
    }

    ScanLoop loop() {
        return loop;
    }

    DropScanner scanner() {
        return scanner;
    }

    CompletableFuture<Void> failure() {
        return failure;
    }

    ScanHints hints() {
        return hints;
    }
}
