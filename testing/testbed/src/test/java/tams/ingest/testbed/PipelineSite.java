package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.TopicReader;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/**
 * Three services and three brokers as processes beside a real store behind a front, feeds that an encoder drops into it
 * while something goes wrong, and the oracle: the front's audit log, the store, the ledger and the folders have to agree in
 * the end that each chunk is there once.
 */
final class PipelineSite implements AutoCloseable {

    /** What is parked after faults in a row waits for up to 45 s, some of it more than once. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String FEEDS = "feeds:\n  - {id: '~^cam-\\d+$', complete: rename}\n";

    private static final Duration BETWEEN_FILES = Duration.ofMillis(250);

    private final Path drop;
    private final LocalTams behind;
    private final FaultyFront front;
    private final KilledPipeline pipeline;
    private final TopicReader<Outcome> lines;
    private final Map<String, List<Outcome>> ledger = new ConcurrentHashMap<>();
    private final List<DroppedFeed> feeds = new ArrayList<>();
    private final ExecutorService encoder = Executors.newSingleThreadExecutor();

    private PipelineSite(Path drop, LocalTams behind, FaultyFront front, KilledPipeline pipeline) {
        this.drop = drop;
        this.behind = behind;
        this.front = front;
        this.pipeline = pipeline;
        this.lines = TopicReader.follow(pipeline.settings(), Topics.OUTCOMES, "oracle", this::note);
    }

    /** Brings all of it up below a folder. */
    static PipelineSite start(Path folder, FaultScript script) throws Exception {
        return start(folder, script, "", Map.of());
    }

    /**
     * The same with more feeds and settings.
     *
     * @param feeds lines of the feed table, indented by two
     * @param more settings of the services
     */
    static PipelineSite start(Path folder, FaultScript script, String feeds, Map<String, String> more)
            throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path table = Files.writeString(folder.resolve("feeds.yaml"), FEEDS + feeds);
        LocalTams behind = LocalTams.start(RecordedStore.config(folder.resolve("store")));
        FaultyFront front = FaultyFront.before(behind, Personality.AWS, script);
        Map<String, String> settings = new HashMap<>(more);
        settings.put("tams.url", front.url().toString());
        KilledPipeline pipeline = KilledPipeline.start(folder, drop, table, settings);
        PipelineSite site = new PipelineSite(drop, behind, front, pipeline);
        site.lines.caughtUp().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return site;
    }

    KilledPipeline pipeline() {
        return pipeline;
    }

    FaultyFront front() {
        return front;
    }

    private void note(String key, @Nullable Outcome line) {
        if (line != null) {
            ledger.computeIfAbsent(line.feed(), feed -> new CopyOnWriteArrayList<>())
                    .add(line);
        }
    }

    /** A feed that has no file yet, and that the oracle looks at in the end. */
    DroppedFeed newFeed() {
        DroppedFeed feed = DroppedFeed.named("cam-" + (feeds.size() + 1), drop);
        feeds.add(feed);
        return feed;
    }

    Path drop() {
        return drop;
    }

    /** The store as a stranger sees it, past all that is done to the services' calls. */
    StoreView store() {
        return new StoreView(behind.url().toString());
    }

    /** A Flow's playlist over a stretch of its time. */
    String playlist(String flow, String timerange) {
        return behind.url() + "/flows/" + flow + "/output.m3u8?timerange="
                + URLEncoder.encode(timerange, StandardCharsets.UTF_8);
    }

    /** What a command of the operator's prints, who reaches the store past all that is done to the services' calls. */
    String call(String... arguments) {
        return pipeline.call(Map.of("TAMS_INGEST_TAMS_URL", behind.url().toString()), arguments);
    }

    /** What is done while an encoder finishes a feed's files. */
    interface Trouble {
        void happen() throws Exception;
    }

    /** An encoder finishes a new feed's files, one after the other, while something happens; returns once both are over. */
    DroppedFeed encodeDuring(Trouble trouble) throws Exception {
        DroppedFeed feed = newFeed();
        Future<?> dropping = encoder.submit(() -> encode(feed));
        trouble.happen();
        dropping.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return feed;
    }

    private static void encode(DroppedFeed feed) {
        try {
            for (String name : feed.files().keySet()) {
                feed.drop(name);
                LockSupport.parkNanos(BETWEEN_FILES.toNanos());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until nothing is left in the folders of the first so many feeds; on failure with what is, and the ends of all logs. */
    void awaitTidy(int upTo) throws IOException {
        explained(() -> {
            for (DroppedFeed feed : feeds.subList(0, Math.max(0, upTo))) {
                await(feed.id()).atMost(PATIENCE).until(feed::isTidy);
            }
        });
    }

    /** The same for all of them. */
    void awaitAllTidy() throws IOException {
        awaitTidy(feeds.size());
    }

    /** Whether the ledger has a line of a feed in some state. */
    boolean hasLine(DroppedFeed feed, Outcome.State state) {
        return ledger.getOrDefault(feed.id(), List.of()).stream().anyMatch(line -> line.state() == state);
    }

    /** Whether an operator who asks is told of a hole in a feed's timeline. */
    boolean hasGaps(DroppedFeed feed) {
        return !pipeline.call("gaps", "--feed", feed.id(), "--json").strip().equals("[]");
    }

    /** Every chunk is there once, and all say so. */
    void assertThatAllAgree() throws IOException {
        explained(() -> {
            StoreView store = store();
            for (DroppedFeed feed : feeds) {
                List<Outcome> known = List.copyOf(ledger.getOrDefault(feed.id(), List.of()));
                feed.assertLedger(known);
                feed.assertStored(known, store);
                feed.assertFolders(true);
            }
            assertThatNoPlaceWasTakenTwice(front.log().taken());
        });
    }

    private interface Check {
        void run() throws IOException;
    }

    private void explained(Check check) throws IOException {
        try {
            check.run();
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError(
                    "left: " + DroppedFeed.filesIn(drop) + "; open lines: " + openLines() + "; logs:\n"
                            + pipeline.logs(),
                    e);
        }
    }

    /** Of each arrival that has come to no end, the last line. */
    private List<Outcome> openLines() {
        Map<String, Outcome> last = new LinkedHashMap<>();
        ledger.values().forEach(lines -> lines.forEach(line -> last.put(line.key(), line)));
        return last.values().stream().filter(line -> !line.state().isTerminal()).toList();
    }

    /** The same object at the same place once more is a repetition that changes nothing; another object there is a double. */
    private static void assertThatNoPlaceWasTakenTwice(List<AuditLog.Taken> taken) {
        Map<String, Set<String>> objects = new HashMap<>();
        taken.forEach(one -> objects.computeIfAbsent(one.flow() + " " + one.timerange(), place -> new HashSet<>())
                .add(one.objectId()));
        assertThat(objects).allSatisfy((place, ids) -> assertThat(ids).as(place).hasSize(1));
    }

    @Override
    public void close() {
        encoder.shutdownNow();
        lines.close();
        pipeline.close();
        front.close();
        behind.close();
    }
}
