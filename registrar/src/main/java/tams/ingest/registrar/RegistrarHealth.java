package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import tams.ingest.kit.Clients;
import tams.ingest.kit.HealthCheck;

/** Registrar's health: progress of the poll loop, and what it depends on. */
final class RegistrarHealth {

    /** A loop that has not turned for so long is stuck: a turn takes a tenth of a second. */
    private static final Duration POLL_AGE_MAX = Duration.ofMinutes(1);

    private final Consumer<String, byte[]> consumer;
    private final CompletableFuture<Void> caughtUp;
    private final Workshop workshop;
    private final Supplier<HealthCheck.State> transactions;
    private final List<PollLoop> loops;

    RegistrarHealth(
            Consumer<String, byte[]> consumer,
            CompletableFuture<Void> caughtUp,
            Workshop workshop,
            Supplier<HealthCheck.State> transactions,
            List<PollLoop> loops) {
        this.consumer = consumer;
        this.caughtUp = caughtUp;
        this.workshop = workshop;
        this.transactions = transactions;
        this.loops = List.copyOf(loops);
    }

    List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("registrar-poll", HealthCheck.Kind.LIVE, this::poll),
                new HealthCheck("registrar-kafka", HealthCheck.Kind.READY, this::kafka),
                new HealthCheck("registrar-transactions", HealthCheck.Kind.READY, transactions),
                new HealthCheck("registrar-store", HealthCheck.Kind.READY, workshop::storeState),
                new HealthCheck("registrar-drop-root", HealthCheck.Kind.READY, workshop::rootState));
    }

    private HealthCheck.State poll() {
        Duration age =
                loops.stream().map(PollLoop::age).max(Duration::compareTo).orElse(Duration.ZERO);
        return age.compareTo(POLL_AGE_MAX) > 0
                ? HealthCheck.State.down("the poll loop has not turned for " + age.toSeconds() + " s")
                : HealthCheck.State.fine();
    }

    private HealthCheck.State kafka() {
        if (!caughtUp.isDone() || caughtUp.isCompletedExceptionally()) {
            return HealthCheck.State.down("the ledger has not been read yet");
        }
        long silentMs = heartbeatAgeMs();
        return silentMs < 0 || silentMs > Clients.SESSION_TIMEOUT_MS
                ? HealthCheck.State.down(
                        "no contact with the group's coordinator; check kafka.bootstrap and the brokers")
                : HealthCheck.State.fine();
    }

    /** Negative before the first. */
    private long heartbeatAgeMs() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
                .map(metric -> metric.getValue().metricValue())
                .mapToLong(seconds -> seconds instanceof Number number ? number.longValue() * 1_000 : -1)
                .findFirst()
                .orElse(-1);
    }
}
