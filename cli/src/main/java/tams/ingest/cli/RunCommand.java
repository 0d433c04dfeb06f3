package tams.ingest.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tams.ingest.kit.ClockWatch;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.KafkaReview;
import tams.ingest.kit.LocalTamsKeys;
import tams.ingest.kit.OpsServer;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.registrar.Registrar;
import tams.ingest.router.SegmenterRouter;
import tams.ingest.watcher.IngestWatcher;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs one service in the foreground, as in the containers.")
final class RunCommand implements Callable<Integer> {

    enum ServiceName {
        WATCHER,
        ROUTER,
        REGISTRAR,
        HOOKS,
        LOCAL_TAMS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "SERVICE", description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private ServiceName service;

    @Override
    public Integer call() {
        Settings settings = config.load();
        PrometheusMeterRegistry meters = Instruments.scraped(service.toString(), TamsIngest.VERSION);
        if (service != ServiceName.LOCAL_TAMS) {
            TopicSetup.ensure(settings);
            KafkaReview.atStart(settings)
                    .forEach(warning ->
                            LoggerFactory.getLogger(RunCommand.class).warn(EventCode.KAFKA_DOUBTS.marker(), warning));
        }
        RunningService running = start(settings, meters);
        ClockWatch clock = ClockWatch.start();
        Map<String, String> info = Map.of("service", running.name(), "version", TamsIngest.VERSION);
        OpsServer ops = OpsServer.start(settings, meters, running::checks, info, running.pages());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            clock.close();
                            ops.close();
                            running.close();
                        },
                        "stop"));
        try {
            CompletableFuture.anyOf(running.failure(), clock.failure()).join();
        } catch (CompletionException e) {
            LoggerFactory.getLogger(RunCommand.class)
                    .error(
                            EventCode.PROCESS_ENDS.marker(),
                            "{} cannot go on and ends; a supervisor should start it again",
                            running.name(),
                            e.getCause());
        }
        return ExitCode.UNEXPECTED;
    }

    private RunningService start(Settings settings, PrometheusMeterRegistry meters) {
        ServiceContext context = new ServiceContext(settings, meters, Clock.systemUTC());
        return switch (service) {
            case WATCHER -> IngestWatcher.start(context);
            case ROUTER -> SegmenterRouter.start(context);
            case REGISTRAR -> Registrar.start(context);
            case HOOKS -> HookWatch.start(context);
            case LOCAL_TAMS ->
                new Store(LocalStore.starting(storeConfig(settings)).running());
        };
    }

    private static LocalTamsConfig storeConfig(Settings settings) {
        return new LocalTamsConfig(
                settings.get(LocalTamsKeys.DATA),
                settings.get(LocalTamsKeys.HOST),
                settings.get(LocalTamsKeys.PORT),
                settings.get(LocalTamsKeys.S3_PORT),
                settings.find(LocalTamsKeys.ADVERTISED_HOST).orElse(null),
                LocalTamsConfig.DEFAULT_OBJECT_TIMEOUT,
                LocalTamsConfig.DEFAULT_OBJECT_TIMEOUT,
                StoreObjects.of(settings),
                StoreAccess.of(settings),
                settings.find(LocalTamsKeys.EXCHANGES).orElse(null),
                settings.get(LocalTamsKeys.REFERENCE_SEGMENTS));
    }

    /** The store, which knows nothing of services, as one. */
    private record Store(LocalTams store) implements RunningService {

        @Override
        public String name() {
            return "local-tams";
        }

        @Override
        public List<HealthCheck> checks() {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> failure() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
