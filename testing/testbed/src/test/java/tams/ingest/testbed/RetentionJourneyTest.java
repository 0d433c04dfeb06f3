package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;
import tams.ingest.registrar.Registrar;

/**
 * Goal: what a feed keeps no longer leaves the store, whatever becomes of the calls and of the process, and nothing else does.
 * Method: the registrar as it runs, a real broker, a real store behind a front whose first deletions fail.
 */
@Timeout(180)
class RetentionJourneyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration KEEP = Duration.ofMinutes(10);

    /** Chunks of two seconds: three behind the kept ten minutes, and two of them. */
    private static final List<Integer> PLACES = List.of(0, 1, 2, 200, 310);

    private static final List<String> KEPT = List.of("[400:0_402:0)", "[620:0_622:0)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static LocalProcess kafka;
    private static LocalTams local;
    private static TamsStore store;
    private static FaultyFront front;
    private static Settings settings;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void start() throws IOException {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        kafka = LocalProcess.start(broker, null);
        local = LocalTams.start(LocalTamsConfig.of(folder.resolve("store"), 0, 0));
        store = HttpTamsStore.open(local.url(), new Credentials.None());
        front = FaultyFront.before(local, Personality.ALL.get(0), WrittenScript.parse("""
                delete 1 cut-after
                delete 2 late
                """));
        Map<String, String> flags = new HashMap<>();
        flags.put("kafka.bootstrap", "127.0.0.1:" + broker.kafkaPort());
        flags.put("kafka.topic_prefix", "retention.");
        flags.put("kafka.partitions", "3");
        flags.put("drop.root", folder.resolve("drop").toString());
        flags.put("tams.url", front.url().toString());
        flags.put("tams.namespace", PlannedFeed.NAMESPACE.toString());
        settings = Settings.load(null, Map.of(), flags);
        TopicSetup.ensure(settings);
    }

    @AfterAll
    static void stop() {
        front.close();
        store.close();
        local.close();
        kafka.close();
    }

    private static <T extends Event> void write(Topic<? super T> topic, String key, T event) {
        try (Producer<String, Event> producer = Clients.producer(settings, "journey")) {
            var unused = producer.send(new ProducerRecord<>(Clients.nameOf(settings, topic), key, event))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static PlannedFeed feed(String id, @Nullable Duration keep, List<Integer> places) throws IOException {
        Feed plain = Feed.named(id);
        Feed line = new Feed(
                id,
                id,
                null,
                plain.complete(),
                false,
                keep,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow());
        write(Topics.FEEDS, id, new FeedDefined(id, 1, line, Instant.EPOCH));
        return announced(id, places);
    }

    private static PlannedFeed announced(String id, List<Integer> places) throws IOException {
        PlannedFeed feed = PlannedFeed.written(folder.resolve("drop"), id, places, new Random(id.hashCode()));
        for (SegmentPlanned plan : feed.plans()) {
            write(Topics.SEGMENTS, id, plan);
        }
        return feed;
    }

    private Registrar registrar() {
        return Registrar.start(new ServiceContext(settings, meters, Clock.systemUTC()));
    }

    private static List<String> listed(PlannedFeed feed) {
        return store.segments(feed.flowId(), SegmentQuery.all()).stream()
                .map(segment -> segment.timerange().toString())
                .toList();
    }

    private static void awaitListed(PlannedFeed feed, List<String> timeranges) {
        await().atMost(PATIENCE)
                .pollInterval(100, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(listed(feed)).isEqualTo(timeranges));
    }

    private double count(String meter, String tag, String value) {
        return meters.find(meter).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void takesAwayWhatFeedsKeepNoLongerAndNothingElse() throws IOException {
        PlannedFeed one = feed("one", KEEP, PLACES);
        PlannedFeed two = feed("two", KEEP, PLACES);
        PlannedFeed all = feed("all", null, PLACES);

        try (Registrar registrar = registrar()) {
            awaitListed(one, KEPT);
            awaitListed(two, KEPT);
            awaitListed(all, all.timeranges());
            await().atMost(PATIENCE).until(() -> count("tams.ingest.retention.failures", "cause", "unanswered") == 1);
            assertThat(registrar.failure()).isNotDone();
        }
        // A chunk that arrives late from behind the kept range, while nobody is there to see it.
        announced("two", List.of(5));
        double before = count("tams.ingest.segments.registered", "feed", "two");

        try (Registrar registrar = registrar()) {
            await().atMost(PATIENCE).until(() -> count("tams.ingest.segments.registered", "feed", "two") == before + 1);
            awaitListed(two, KEPT);
            assertThat(registrar.failure()).isNotDone();
        }
        assertThat(listed(one)).isEqualTo(KEPT);
        assertThat(listed(all)).isEqualTo(all.timeranges());
        assertThat(front.log().faults()).containsKeys(Fault.Kind.CUT_AFTER, Fault.Kind.LATE);
        assertThat(front.log().calls())
                .filteredOn(call -> call.call() == StoreCall.DELETE)
                .allSatisfy(call -> assertThat(call.target())
                        .isIn("/flows/" + one.flowId() + "/segments", "/flows/" + two.flowId() + "/segments"));
    }
}
