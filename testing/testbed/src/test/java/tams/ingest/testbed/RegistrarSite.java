package tams.ingest.testbed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.kit.TopicSetup;
import tams.ingest.registrar.Registrar;

/** A registrar at work on some feeds, with topics of its own, against a store behind a front. */
final class RegistrarSite implements AutoCloseable {

    static final int FEEDS = 3;
    static final int CHUNKS = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final FaultyFront front;
    private final List<PlannedFeed> feeds;
    private final Settings settings;
    private Registrar registrar;
    private final TopicReader<Outcome> reader;
    private final Map<String, Outcome> ledger;

    private RegistrarSite(
            String name,
            FaultyFront front,
            List<PlannedFeed> feeds,
            Settings settings,
            TopicReader<Outcome> reader,
            Map<String, Outcome> ledger) {
        this.name = name;
        this.front = front;
        this.feeds = feeds;
        this.settings = settings;
        this.registrar = registrar(settings);
        this.reader = reader;
        this.ledger = ledger;
    }

    /**
     * Writes the chunks, plans them in any order, and starts the registrar.
     *
     * @param root the drop root, whose name is the site's
     */
    static RegistrarSite start(Path root, String kafka, FaultyFront front) throws IOException {
        return start(root, kafka, front, CHUNKS, Map.of());
    }

    /**
     * The same with fewer chunks.
     *
     * @param more configuration
     */
    static RegistrarSite start(Path root, String kafka, FaultyFront front, int chunks, Map<String, String> more)
            throws IOException {
        String name = String.valueOf(root.getFileName());
        Random random = new Random(name.hashCode());
        List<PlannedFeed> feeds = new ArrayList<>();
        for (int i = 1; i <= FEEDS; i++) {
            feeds.add(PlannedFeed.written(root, name + "-" + i, chunks, random));
        }
        Settings settings = settings(root, name, kafka, front, more);
        TopicSetup.ensure(settings);
        announce(settings, feeds, random);
        Map<String, Outcome> ledger = new ConcurrentHashMap<>();
        TopicReader<Outcome> reader = TopicReader.follow(settings, Topics.OUTCOMES, name + "-ledger", (key, line) -> {
            if (line != null) {
                ledger.put(key, line);
            }
        });
        return new RegistrarSite(name, front, feeds, settings, reader, ledger);
    }

    private static Registrar registrar(Settings settings) {
        return Registrar.start(new ServiceContext(settings, new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    /** Another registrar in the place of the one that was. */
    void restart() {
        registrar.close();
        registrar = registrar(settings);
    }

    Settings settings() {
        return settings;
    }

    private static Settings settings(
            Path root, String name, String kafka, FaultyFront front, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>();
        flags.put("kafka.bootstrap", kafka);
        flags.put("kafka.topic_prefix", name + ".");
        flags.put("kafka.partitions", "3");
        flags.put("drop.root", root.toString());
        flags.put("tams.url", front.url().toString());
        flags.put("tams.namespace", PlannedFeed.NAMESPACE.toString());
        flags.putAll(more);
        return Settings.load(null, Map.of(), flags);
    }

    /** One by one: on a topic this young, records that overtake one another keep each other out for two minutes. */
    private static void announce(Settings settings, List<PlannedFeed> feeds, Random random) {
        List<SegmentPlanned> plans = new ArrayList<>(
                feeds.stream().flatMap(feed -> feed.plans().stream()).toList());
        Collections.shuffle(plans, random);
        try (Producer<String, Event> producer = Clients.producer(settings, "plans")) {
            for (SegmentPlanned plan : plans) {
                var unused = producer.send(
                                new ProducerRecord<>(Clients.nameOf(settings, Topics.SEGMENTS), plan.feed(), plan))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    FaultyFront front() {
        return front;
    }

    List<PlannedFeed> feeds() {
        return feeds;
    }

    /** Waits until no chunk is open any more. @return the ledger's last line of each arrival */
    Map<String, Outcome> awaitEnd() {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> registrar.failure().isDone())
                .until(() -> ledger.values().stream()
                                .filter(line -> line.state().isTerminal())
                                .count()
                        == feeds.stream().mapToInt(feed -> feed.plans().size()).sum());
        return Map.copyOf(ledger);
    }

    /** Waits until the ledger has every chunk's line as it is asked for. */
    void awaitAll(Predicate<Outcome> line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> registrar.failure().isDone())
                .until(() -> ledger.values().stream().filter(line).count()
                        == feeds.stream().mapToInt(feed -> feed.plans().size()).sum());
    }

    /** Waits until the ledger has a chunk's line as it is asked for. */
    void await(String key, Predicate<Outcome> line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> registrar.failure().isDone())
                .until(() -> ledger.containsKey(key) && line.test(ledger.get(key)));
    }

    @Override
    public void close() {
        registrar.close();
        reader.close();
        front.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
