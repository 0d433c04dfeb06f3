package tams.ingest.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.registrar.Registrar;
import tams.ingest.router.SegmenterRouter;

/** Broker, store, router and registrar in this process, for watchers that are processes of their own. */
public final class WatcherlessPipeline implements AutoCloseable {

    private static final UUID NAMESPACE = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final Map<String, String> flags = new HashMap<>();
    private final LocalTams store;
    private final Settings settings;

    private WatcherlessPipeline(Path folder, Path drop, List<Feed> feeds) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        parts.push(broker::close);
        store = LocalTams.start(LocalTamsConfig.of(folder.resolve("store"), 0, 0));
        parts.push(store::close);
        flags.put("kafka.bootstrap", broker.bootstrap());
        flags.put("kafka.partitions", "3");
        flags.put("kafka.replication", "1");
        flags.put("drop.root", drop.toString());
        flags.put("router.state_dir", folder.resolve("router").toString());
        flags.put("tams.url", store.url().toString());
        flags.put("tams.namespace", NAMESPACE.toString());
        settings = Settings.load(null, Map.of(), flags);
        TopicSetup.ensure(settings);
        FeedTableTopic.apply(settings, feeds, false, Clock.systemUTC());
        ServiceContext context = new ServiceContext(settings, new SimpleMeterRegistry(), Clock.systemUTC());
        parts.push(Registrar.start(context)::close);
        parts.push(SegmenterRouter.start(context)::close);
    }

    /**
     * Starts all of it.
     *
     * @param drop the drop root, which is there
     */
    public static WatcherlessPipeline start(Path folder, Path drop, List<Feed> feeds) {
        return new WatcherlessPipeline(folder, drop, feeds);
    }

    public Settings settings() {
        return settings;
    }

    public String storeUrl() {
        return store.url().toString();
    }

    /** What a watcher's process needs to find all of it. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        flags.forEach((key, value) ->
                environment.put("TAMS_INGEST_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        return environment;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().run();
        }
    }
}
