package tams.ingest.watcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.kit.EventCode;

/**
 * Runs the scanner on a thread of its own and sends every finished file down the route.
 *
 * <p>A file's way through the route is synchronous: what comes back is Kafka's acknowledgement, so no file is ever counted
 * as announced that is not.
 */
final class DropConsumer extends DefaultConsumer implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(DropConsumer.class);

    /** Longest wait for the thread to end; every wait of it can be interrupted. */
    private static final Duration STOP_MAX = Duration.ofSeconds(6);

    /** Rest after a turn that failed by a defect of ours, so that it does not spin. */
    private static final Duration DEFECT_REST = Duration.ofSeconds(1);

    private final DropComponent drop;
    private final Thread thread = new Thread(this::run, "drop-scanner");
    private volatile boolean stopping;

    DropConsumer(DropEndpoint endpoint, Processor processor, DropComponent drop) {
        super(endpoint, processor);
        this.drop = drop;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.error(EventCode.SCANNER_ENDED.marker(), "the scanner's thread has died", cause);
            drop.failure().completeExceptionally(cause);
        });
        thread.start();
    }

    @Override
    protected void doStop() throws Exception {
        stopping = true;
        thread.interrupt();
        thread.join(STOP_MAX.toMillis());
        if (thread.isAlive()) {
            LOG.warn(
                    EventCode.SCANNER_ENDED.marker(),
                    "the scanner did not stop within {} s and is left behind",
                    STOP_MAX.toSeconds());
        }
        drop.hints().close();
        super.doStop();
    }

    private void run() {
        while (!stopping) {
            Duration rest;
            try {
                rest = drop.loop().turn(this);
            } catch (RuntimeException e) {
                drop.loop().failed(e);
                rest = DEFECT_REST;
            }
            try {
                drop.scanner().hint(drop.hints().await(rest));
            } catch (InterruptedException e) {
                // Only stopping interrupts this thread; should a library do it, the loop simply goes on.
                LOG.debug("woken up");
            }
        }
    }

    @Override
    public Verdict announce(FoundFile file) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(file);
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            return failure == null ? success(exchange) : failure(failure);
        } catch (Exception e) {
            return failure(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Whatever fails while we stop fails because we stop. */
    private Verdict failure(Exception failure) {
        return stopping
                ? Verdict.of(Verdict.Kind.NOT_TAKEN, new InterruptedException("the watcher stops"))
                : SinkFailure.of(failure);
    }

    private static Verdict success(Exchange exchange) {
        ChunkArrived chunk = requireNonNull(exchange.getMessage().getBody(ChunkArrived.class));
        boolean isSent = exchange.getProperty(AnnounceRoute.SENT) != null;
        Verdict.Kind kind = isSent ? Verdict.Kind.ANNOUNCED : Verdict.Kind.KNOWN;
        return Verdict.of(kind, chunk.arrival());
    }
}
