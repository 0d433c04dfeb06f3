package tams.ingest.cli;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tams.ingest.contracts.FeedPaused;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.HealthCheck;
import tams.ingest.kit.Keys;
import tams.ingest.kit.RunningService;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;

/**
 * Reads what goes wrong from the topics, as it comes, and has hooks called. A reader like any other, so that nothing of it
 * can hold up media; what happens while it does not run is told to nobody.
 */
final class HookWatch implements RunningService {

    private static final int LOOK_EVERY_S = 2;

    private final HookCalls calls;
    private final Clock clock;
    private final Map<String, FeedStatus> feeds = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Set<String> stalled = new HashSet<>();
    private final List<TopicReader<?>> readers;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "hooks-stalls");
        daemon.setDaemon(true);
        return daemon;
    });

    private HookWatch(Settings settings, HookCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
        this.readers = List.of(
                TopicReader.followFromNow(settings, Topics.GAPS, "hooks-gaps", (feed, event) -> {
                    if (event instanceof GapEvent.GapDetected) {
                        calls.tell(Hook.Kind.ON_GAP, feed, Json.MAPPER.valueToTree(event));
                    }
                }),
                TopicReader.followFromNow(settings, Topics.DEAD_LETTERS, "hooks-dead-letters", (feed, event) -> {
                    if (event != null) {
                        calls.tell(Hook.Kind.ON_DEAD_LETTER, feed, Json.MAPPER.valueToTree(event));
                    }
                }),
                TopicReader.follow(settings, Topics.FEEDS, "hooks-table", (key, event) -> {
                    String feed = FeedPaused.feedOf(key);
                    if (feed != null && event == null) {
                        paused.remove(feed);
                    } else if (feed != null) {
                        paused.add(feed);
                    }
                }),
                TopicReader.follow(settings, Topics.FEED_STATUS, "hooks-feeds", (feed, line) -> {
                    if (line instanceof FeedStatus status) {
                        feeds.put(feed, status);
                    } else if (line == null) {
                        feeds.remove(feed);
                    }
                }));
        var unused = rounds.scheduleWithFixedDelay(this::look, LOOK_EVERY_S, LOOK_EVERY_S, TimeUnit.SECONDS);
    }

    /**
     * Starts to watch.
     *
     * @throws ConfigException when {@code hooks.file} is not set or not right
     */
    static HookWatch start(ServiceContext context) {
        List<Hook> hooks = HookFile.read(context.settings()
                .find(Keys.HOOKS_FILE)
                .orElseThrow(() -> new ConfigException("set hooks.file: it says who is told of what")));
        return new HookWatch(
                context.settings(), new HookCalls(hooks, context.meters(), System::nanoTime), context.clock());
    }

    /** Tells of each feed once when it becomes stalled, and again only after it was not. */
    private void look() {
        feeds.forEach((feed, status) -> {
            FeedRow row = FeedRow.of(status, true, clock.instant());
            if (row.state() != FeedRow.State.STALLED || paused.contains(feed)) {
                stalled.remove(feed);
            } else if (stalled.add(feed)) {
                calls.tell(Hook.Kind.ON_STALL, feed, row.toJson());
            }
        });
        stalled.retainAll(feeds.keySet());
    }

    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of(new HealthCheck(
                "hooks-topics",
                HealthCheck.Kind.READY,
                () -> readers.stream()
                                .allMatch(reader -> reader.caughtUp().isDone()
                                        && !reader.ended().isDone())
                        ? HealthCheck.State.fine()
                        : HealthCheck.State.down("the topics are not followed")));
    }

    @Override
    public CompletableFuture<Void> failure() {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (TopicReader<?> reader : readers) {
            var unused = reader.ended().whenComplete((done, cause) -> {
                if (cause != null) {
                    failure.completeExceptionally(cause);
                }
            });
        }
        return failure;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        readers.forEach(TopicReader::close);
        calls.close();
    }
}
