package tams.ingest.watcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.Outcome;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;

/** The route as it runs: Camel, the scanner's own thread, file events, a real folder; only Kafka is missing. */
@Timeout(120)
class AnnounceRouteTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path root;

    private final Feeds feeds = new Feeds(DropFixture.NAMESPACE);
    private final Ledger ledger = new Ledger();
    private final WatcherState state = new WatcherState(System::nanoTime);
    private CamelContext camel;

    @BeforeEach
    void buildContext() {
        Duration often = Duration.ofMillis(50);
        WatcherConfig config = new WatcherConfig(
                root,
                root.resolve("archive"),
                root.resolve("quarantine"),
                often,
                often,
                Duration.ZERO,
                DropFixture.NAMESPACE);
        camel = IngestWatcher.camel(
                config,
                feeds,
                ledger,
                state,
                new ServiceContext(
                        Settings.load(null, Map.of(), Map.of()), new SimpleMeterRegistry(), Clock.systemUTC()),
                new CompletableFuture<>());
        Feed feed = DropFixture.feed("camera-1", Feed.Complete.RENAME, Feed.After.ARCHIVE);
        feeds.accept(feed.id(), new FeedDefined(feed.id(), 3, feed, DropFixture.NOW));
        state.tables(null);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Path drop(String name, String content) throws IOException {
        Path folder = Files.createDirectories(root.resolve("camera-1"));
        Path draft = Files.writeString(folder.resolve("." + name), content);
        return Files.move(draft, folder.resolve(name));
    }

    private void start(String destination) throws Exception {
        camel.addRoutes(new AnnounceRoute(destination, new MeasureChunk(), ledger));
        camel.start();
    }

    @Test
    void carriesAFileToTheDestinationAndArchivesItWhenTheLedgerSaysSo() throws Exception {
        List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
        camel.addRoutes(sink(taken, new AtomicBoolean(true)));
        start("direct:taken");
        Path file = drop("a_1.ts", "one");
        await().atMost(PATIENCE).until(() -> taken.size() == 1);

        Outcome line = DropFixture.line(taken.get(0), Outcome.State.REGISTERED, null);
        ledger.accept(line.key(), line);

        await().atMost(PATIENCE).until(() -> !Files.exists(file));
        assertThat(root.resolve("archive/2026-11-22/camera-1/a_1.ts")).hasContent("one");
        assertThat(taken).hasSize(1);
    }

    @Test
    void saysOfEachChunkButAFeedsFirstThatTheFeedHasBegun() throws Exception {
        List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
        camel.addRoutes(sink(taken, new AtomicBoolean(true)));
        start("direct:taken");

        drop("a_1.ts", "one");
        await().atMost(PATIENCE).until(() -> taken.size() == 1);
        drop("a_2.ts", "two");
        await().atMost(PATIENCE).until(() -> taken.size() == 2);

        assertThat(taken).extracting(ChunkArrived::hasFeedBegun).containsExactly(false, true);
    }

    @Test
    void takesFromTheLedgerThatAFeedHasBegunBeforeTheStart() throws Exception {
        Outcome line = DropFixture.line(Samples.arrived("camera-1", "a_0.ts"), Outcome.State.REGISTERED, null);
        ledger.accept(line.key(), line);
        List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
        camel.addRoutes(sink(taken, new AtomicBoolean(true)));
        start("direct:taken");

        drop("a_1.ts", "one");
        await().atMost(PATIENCE).until(() -> taken.size() == 1);

        assertThat(taken).allMatch(ChunkArrived::hasFeedBegun);
    }

    @Test
    void keepsTryingWhileTheDestinationFails() throws Exception {
        List<ChunkArrived> taken = new CopyOnWriteArrayList<>();
        AtomicBoolean up = new AtomicBoolean();
        camel.addRoutes(sink(taken, up));
        start("direct:taken");
        drop("a_1.ts", "one");
        drop("a_2.ts", "two");
        await().atMost(PATIENCE)
                .until(() -> state.checks().stream()
                        .anyMatch(check -> !check.state().get().up()));

        up.set(true);

        await().atMost(PATIENCE).until(() -> taken.size() == 2);
        assertThat(taken).extracting(ChunkArrived::sequence).containsExactly(1L, 2L);
        await().atMost(PATIENCE)
                .until(() -> state.checks().stream()
                        .allMatch(check -> check.state().get().up()));
    }

    @Test
    void givesKafkasProducerTheEventWithItsFeedAsKeyAndNoHeadersOfCamels() throws Exception {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new EventSerializer());
        camel.addComponent("kafka", kafka(producer));
        start(AnnounceRoute.kafka("site.ingest.chunks"));
        drop("a_1.ts", "one");

        await().atMost(PATIENCE).until(() -> !producer.history().isEmpty());

        ProducerRecord<String, Event> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("site.ingest.chunks");
        assertThat(record.key()).isEqualTo("camera-1");
        assertThat(record.value()).isInstanceOf(ChunkArrived.class);
        assertThat(record.headers().toArray()).isEmpty();
        assertThat(new EventSerializer().serialize(record.topic(), record.headers(), record.value()))
                .asString(UTF_8)
                .contains("\"path\":\"camera-1/a_1.ts\"");
    }

    @Test
    void stopsWithinSecondsThoughTheDestinationHangs() throws Exception {
        var producer = new MockProducer<>(false, null, new StringSerializer(), new EventSerializer());
        camel.addComponent("kafka", kafka(producer));
        start(AnnounceRoute.kafka("ingest.chunks"));
        drop("a_1.ts", "one");
        await().atMost(PATIENCE).until(() -> !producer.history().isEmpty());

        long start = System.nanoTime();
        IngestWatcher.stop(camel);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static RouteBuilder sink(List<ChunkArrived> taken, AtomicBoolean up) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:taken").process(exchange -> {
                    if (!up.get()) {
                        throw new TimeoutException("no broker");
                    }
                    taken.add(exchange.getMessage().getMandatoryBody(ChunkArrived.class));
                });
            }
        };
    }

    private static KafkaComponent kafka(MockProducer<String, Event> producer) {
        KafkaComponent kafka = new KafkaComponent();
        kafka.setKafkaClientFactory(new KafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes") // the interface is
            public Producer getProducer(Properties ignored) {
                return producer;
            }

            @Override
            @SuppressWarnings("rawtypes") // the interface is
            public Consumer getConsumer(Properties ignored) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getBrokers(KafkaConfiguration ignored) {
                return "127.0.0.1:1";
            }
        });
        return kafka;
    }
}
