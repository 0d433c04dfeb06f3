package tams.ingest.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.ClockWatch;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Keys;
import tams.ingest.kit.LocalTamsKeys;
import tams.ingest.kit.OpsServer;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.Access;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.registrar.Registrar;
import tams.ingest.router.SegmenterRouter;
import tams.ingest.watcher.IngestWatcher;

/**
 * The whole pipeline in this process: broker, store and the three services, on loopback, its state in one folder.
 *
 * <p>What {@code local} leaves running and {@code demo} tears down again. A second start on the same folder goes on
 * where the first one ended, however that was.
 */
final class AllInOne implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
    private static final Duration READY_WAIT = Duration.ofMinutes(2);
    private static final Duration READY_POLL = Duration.ofMillis(50);

    /** Where everything listens; 0 for any free port. */
    record Ports(int tams, int kafka, int s3, int ops) {}

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<RunningService> services = new CopyOnWriteArrayList<>();
    private final PrometheusMeterRegistry meters = Instruments.scraped("all-in-one", TamsIngest.VERSION);
    private final ClockWatch clock = push(ClockWatch.start());
    private @Nullable Settings effective;
    private volatile boolean started;

    private AllInOne() {}

    /**
     * Starts everything.
     *
     * @param settings {@code drop.root} must be set; addresses of broker and store are replaced by those started here
     * @param feeds applied as the whole table; null leaves the table as it is
     * @throws ConfigException when a port is taken, a folder cannot be used, or the like; nothing is left running then
     */
    static AllInOne start(Settings settings, Path data, Ports ports, @Nullable List<Feed> feeds) {
        AllInOne all = new AllInOne();
        try {
            all.open(settings, data, ports, feeds);
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void open(Settings settings, Path data, Ports ports, @Nullable List<Feed> feeds) {
        Access access = StoreAccess.of(settings);
        DataFolder folder = push(DataFolder.open(data));
        // First of all: health is there to be asked from the beginning, and a taken port is found at once.
        Settings loopback = settings.with(
                Map.of(Keys.OPS_HOST.key(), "127.0.0.1", Keys.OPS_PORT.key(), Integer.toString(ports.ops())));
        OpsServer ops = push(OpsServer.start(
                loopback,
                meters,
                this::checks,
                Map.of("service", "all-in-one", "version", TamsIngest.VERSION),
                Map.of()));
        // Broker and store do not need each other: on two cores, starting both at once saves seconds.
        LocalStore starting =
                push(LocalStore.starting(LocalTamsConfig.of(data.resolve("tams"), ports.tams(), ports.s3())
                        .with(access)
                        .with(StoreObjects.of(settings))
                        .takingReferences(settings.get(LocalTamsKeys.REFERENCE_SEGMENTS))
                        .recordedIn(settings.find(LocalTamsKeys.EXCHANGES).orElse(null))));
        EmbeddedBroker broker = push(EmbeddedBroker.start(data.resolve("kafka"), ports.kafka()));
        push(HangingTransactions.watch(broker.bootstrap()));
        LocalTams store = starting.running();
        Settings own = loopback.withoutKafkaClient().with(keys(folder, broker, store));
        effective = own;
        TopicSetup.ensure(own);
        if (feeds != null) {
            FeedTableTopic.apply(own, feeds, false, Clock.systemUTC());
        }
        ServiceContext context = new ServiceContext(own, meters, Clock.systemUTC());
        startServices(context);
        services.forEach(service -> ops.add(service.pages()));
        awaitReady();
        started = true;
    }

    private void startServices(ServiceContext context) {
        List<Supplier<RunningService>> starts = List.of(
                () -> Registrar.start(context),
                () -> SegmenterRouter.start(context),
                () -> IngestWatcher.start(context));
        if (context.settings().find(Keys.HOOKS_FILE).isPresent()) {
            services.add(push(HookWatch.start(context)));
        }
        List<CompletableFuture<RunningService>> starting =
                starts.stream().map(CompletableFuture::supplyAsync).toList();
        List<RuntimeException> failures = new ArrayList<>();
        for (CompletableFuture<RunningService> start : starting) {
            try {
                RunningService service = push(join(start));
                services.add(service);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static Map<String, String> keys(DataFolder folder, EmbeddedBroker broker, LocalTams store) {
        Map<String, String> keys = new HashMap<>();
        keys.put(Keys.KAFKA_BOOTSTRAP.key(), broker.bootstrap());
        keys.put(Keys.KAFKA_PARTITIONS.key(), Integer.toString(Topics.PARTITIONS_LOCAL));
        keys.put(Keys.KAFKA_REPLICATION.key(), "1");
        keys.put(Keys.TAMS_URL.key(), store.url().toString());
        keys.put(Keys.AUTH_TOKEN_URL.key(), store.url() + "/oauth2/token");
        keys.put(Keys.TAMS_NAMESPACE.key(), folder.namespace().toString());
        keys.put(Keys.ROUTER_STATE.key(), folder.path().resolve("router").toString());
        return keys;
    }

    /** The configuration as the services have it. */
    Settings settings() {
        if (effective == null) {
            throw new IllegalStateException("not started");
        }
        return effective;
    }

    /** Fails when a service cannot go on, or none can because the clock was turned back. */
    CompletableFuture<?> failure() {
        return CompletableFuture.anyOf(
                Stream.concat(services.stream().map(RunningService::failure), Stream.of(clock.failure()))
                        .toArray(CompletableFuture[]::new));
    }

    /** Those of the services, and one that is down until all of them have started. */
    private List<HealthCheck> checks() {
        HealthCheck own = new HealthCheck(
                "all-in-one",
                HealthCheck.Kind.READY,
                () -> started ? HealthCheck.State.fine() : HealthCheck.State.down("it is starting"));
        return Stream.concat(Stream.of(own), serviceChecks().stream()).toList();
    }

    private List<HealthCheck> serviceChecks() {
        return services.stream().flatMap(service -> service.checks().stream()).toList();
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_WAIT.toNanos();
        CompletableFuture<?> failure = failure();
        while (!serviceChecks().stream().allMatch(check -> check.state().get().up())) {
            if (failure.isDone()) {
                failure.join();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready after " + READY_WAIT + ": "
                        + serviceChecks().stream()
                                .filter(check -> !check.state().get().up())
                                .map(check ->
                                        check.name() + " " + check.state().get().data())
                                .toList());
            }
            try {
                Thread.sleep(READY_POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        }
    }

    private <T extends AutoCloseable> T push(T part) {
        parts.push(part);
        return part;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw e;
        }
    }

    /** Stops all, last started first; a part that fails to stop does not keep the others from stopping. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        EventCode.UNCLEAN_STOP.marker(),
                        "{} did not stop cleanly",
                        part.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
