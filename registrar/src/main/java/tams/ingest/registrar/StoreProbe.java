package tams.ingest.registrar;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.Service;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.kit.HealthCheck;

/** Asks the store about itself every now and then: whether it answers while nothing is to be done, and what it allows. */
final class StoreProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);

    /** Often enough that health is at most this old. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final TamsStore store;
    private final Duration patience;
    private final int retriesMax;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "registrar-probe");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Policy policy;
    private volatile HealthCheck.State state = HealthCheck.State.down("the store was not asked yet");

    StoreProbe(TamsStore store, Duration patience, int retriesMax) {
        this.store = store;
        this.patience = patience;
        this.retriesMax = retriesMax;
        this.policy = Policy.of(patience, retriesMax, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What may be relied on, as far as the store told. */
    Policy policy() {
        return policy;
    }

    HealthCheck.State state() {
        return state;
    }

    void ask() {
        try {
            Service service = store.service();
            policy = Policy.of(patience, retriesMax, service.urlTimeout(), service.objectTimeout());
            became(service.objection().map(HealthCheck.State::down).orElseGet(HealthCheck.State::fine));
        } catch (StoreException e) {
            became(HealthCheck.State.down(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            became(HealthCheck.State.down("unexpected answer about the service: " + e));
        }
    }

    private void became(HealthCheck.State next) {
        boolean news = next.up() != state.up();
        state = next;
        if (news) {
            LOG.atInfo()
                    .addKeyValue("up", next.up())
                    .addKeyValue("data", next.data())
                    .log("the store was asked");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
