package tams.ingest.watcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.FeedEvent;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.s3.Bucket;

/** The service that turns finished files into {@code ingest.chunks} and tidies up after them. */
public final class IngestWatcher implements RunningService {

    private static final Logger LOG = LoggerFactory.getLogger(IngestWatcher.class);

    /** Camel's own wait for the route; the scanner has stopped before it begins. */
    private static final int CAMEL_STOP_MAX_S = 5;

    private final WatcherState state;
    private final CamelContext camel;
    private final Path root;
    private final Staging staging;
    private final TopicReader<FeedEvent> feeds;
    private final TopicReader<Outcome> outcomes;
    private final CompletableFuture<Void> failure;

    private IngestWatcher(
            WatcherState state,
            CamelContext camel,
            Path root,
            Staging staging,
            TopicReader<FeedEvent> feeds,
            TopicReader<Outcome> outcomes,
            CompletableFuture<Void> failure) {
        this.state = state;
        this.camel = camel;
        this.root = root;
        this.staging = staging;
        this.feeds = feeds;
        this.outcomes = outcomes;
        this.failure = failure;
    }

    /**
     * Starts to watch; announces nothing before the feed table and the ledger have been read.
     *
     * @throws ConfigException when the configuration does not allow it, with every mistake
     */
    public static IngestWatcher start(ServiceContext context) {
        Settings settings = context.settings();
        WatcherConfig config = WatcherConfig.of(settings);
        warnOfLocale();
        Feeds feeds = new Feeds(config.namespace());
        Ledger ledger = new Ledger();
        WatcherState state = new WatcherState(System::nanoTime);
        Staging staging = Staging.of(context, ledger, state);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        CamelContext camel = camel(config, feeds, ledger, state, context, failure);
        camel.addComponent("kafka", kafka(settings));
        Deque<Runnable> undo =
                new ArrayDeque<>(List.of(() -> stop(camel), staging::close, () -> closeBucket(config.root())));
        try {
            var feedLines = TopicReader.follow(settings, Topics.FEEDS, "ingest-watcher-feeds", feeds::accept);
            undo.push(feedLines::close);
            var outcomes = TopicReader.follow(settings, Topics.OUTCOMES, "ingest-watcher-ledger", ledger::accept);
            undo.push(outcomes::close);
            camel.addRoutes(new AnnounceRoute(
                    AnnounceRoute.kafka(Clients.nameOf(settings, Topics.CHUNKS)),
                    new MeasureChunk(),
                    staging.stage(),
                    ledger));
            camel.start();
            staging.start();
            IngestWatcher watcher =
                    new IngestWatcher(state, camel, config.root(), staging, feedLines, outcomes, failure);
            watcher.awaitTables();
            LOG.info("watching {}", config.root());
            return watcher;
        } catch (Exception e) {
            undo.forEach(Runnable::run);
            LOG.debug("not started", e);
            throw new ConfigException("ingest-watcher cannot start: " + root(e));
        }
    }

    /** A context with the {@code drop:} component, not started. */
    static CamelContext camel(
            WatcherConfig config,
            Feeds feeds,
            Ledger ledger,
            WatcherState state,
            ServiceContext context,
            CompletableFuture<Void> failure) {
        WatcherMetrics metrics = new WatcherMetrics(context.meters());
        state.follow(metrics);
        ScanHints hints = ScanHints.open();
        ExecutorService tidying = TidyJobs.thread();
        ArchiveLimits archive =
                new ArchiveLimits(config, feeds::archiveKeep, metrics, context.clock(), System::nanoTime);
        Janitor janitor = new Janitor(config, ledger, metrics, new TidyJobs(tidying), archive);
        DropScanner scanner = new DropScanner(
                config, feeds, ledger, janitor, hints, state, metrics, context.clock(), System::nanoTime);
        ScanLoop loop = new ScanLoop(scanner, state, metrics, System::nanoTime);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(CAMEL_STOP_MAX_S);
        camel.getShutdownStrategy().setShutdownNowOnTimeout(true);
        camel.addComponent(DropComponent.SCHEME, new DropComponent(loop, scanner, hints, tidying, failure));
        return camel;
    }

    private static KafkaComponent kafka(Settings settings) {
        KafkaComponent kafka = new KafkaComponent();
        kafka.setKafkaClientFactory(new KafkaClients(settings));
        return kafka;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // how it ends is told by the health check and by failure()
    private void awaitTables() {
        CompletableFuture.allOf(feeds.caughtUp(), outcomes.caughtUp()).whenComplete((done, trouble) -> {
            if (trouble == null) {
                state.tables(null);
            } else {
                lost(trouble);
            }
        });
        CompletableFuture.anyOf(feeds.ended(), outcomes.ended()).whenComplete((done, trouble) -> {
            if (trouble != null) {
                lost(trouble);
            }
        });
    }

    private void lost(Throwable trouble) {
        state.tables("the feed table or the ledger cannot be read: " + root(trouble));
        failure.completeExceptionally(trouble);
    }

    /** Names beyond ASCII cannot be told from each other when the platform does not decode them. */
    private static void warnOfLocale() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.toUpperCase(Locale.ROOT).startsWith("UTF-8")) {
            LOG.warn(
                    EventCode.ENTRY_IGNORED.marker(),
                    "file names are read as {}: files with names beyond ASCII are ignored; set LC_ALL=C.UTF-8",
                    encoding);
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public String name() {
        return "watcher";
    }

    @Override
    public List<HealthCheck> checks() {
        return Stream.concat(state.checks().stream(), staging.checks().stream()).toList();
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() {
        stop(camel);
        feeds.close();
        outcomes.close();
        staging.close();
        closeBucket(root);
    }

    private static void closeBucket(Path root) {
        Bucket.of(root).ifPresent(Bucket::close);
    }

    /** First the scanner, so that nothing is on its way when Camel looks for it; within some 12 s, whatever Kafka does. */
    static void stop(CamelContext camel) {
        Route route = camel.getRoute(AnnounceRoute.ID);
        if (route != null) {
            route.getConsumer().stop();
        }
        camel.stop();
    }
}
