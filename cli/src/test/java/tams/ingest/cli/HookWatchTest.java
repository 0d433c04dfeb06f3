package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Counts;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedFact;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

/** Goal: what comes on the topics is told, and what lay there before is not. Method: a real broker and a real address. */
@Timeout(120)
class HookWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID FLOW = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    private static final TimeRange RANGE = TimeRange.parse("[0:0_2:0)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void tellsOfWhatComesAndNotOfWhatLayThere() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
            watch(settings(broker, "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        } finally {
            server.stop(0);
        }
    }

    private Settings settings(EmbeddedBroker broker, String address) throws Exception {
        Path hooks = Files.writeString(
                folder.resolve("hooks.yaml"),
                "hooks:\n  - {feed: '*', on_gap: '" + address + "', on_stall: '" + address + "', on_dead_letter: '"
                        + address + "'}\n");
        return Settings.load(
                null,
                Map.of(),
                Map.of(
                        "kafka.bootstrap", broker.bootstrap(),
                        "kafka.partitions", "1",
                        "hooks.file", hooks.toString()));
    }

    private void watch(Settings settings) throws Exception {
        TopicSetup.ensure(settings);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (Producer<String, Event> producer = Clients.producer(settings, "test")) {
            send(producer, settings, Topics.GAPS, gap("before"));
            FeedTableTopic.pause(settings, "resting", true, clock);
            try (HookWatch watch = HookWatch.start(new ServiceContext(settings, new SimpleMeterRegistry(), clock))) {
                while (!watch.checks().get(0).state().get().up()) {
                    assertThat(watch.failure()).isNotDone();
                    Thread.onSpinWait();
                }
                send(producer, settings, Topics.GAPS, gap("one"));
                assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"hook\":\"on_gap\",\"feed\":\"one\"", "MISSING");

                send(producer, settings, Topics.DEAD_LETTERS, refused());
                assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"hook\":\"on_dead_letter\",\"feed\":\"two\"");

                send(producer, settings, Topics.FEED_STATUS, silent("resting"));
                send(producer, settings, Topics.FEED_STATUS, silent("three"));
                assertThat(told.poll(30, TimeUnit.SECONDS))
                        .contains("\"hook\":\"on_stall\",\"feed\":\"three\"", "\"state\":\"stalled\"");
                assertThat(told).isEmpty();
            }
        }
    }

    private static void send(Producer<String, Event> producer, Settings settings, Topic<?> topic, FeedFact event)
            throws Exception {
        var unused = producer.send(new ProducerRecord<>(Clients.nameOf(settings, topic), event.feed(), event))
                .get();
    }

    private static GapEvent gap(String feed) {
        return new GapEvent.GapDetected(feed, FLOW, RANGE, "MISSING", NOW);
    }

    private static ChunkRefused refused() {
        ChunkFile file = new ChunkFile("two/a.ts", 1, "0".repeat(64));
        return new ChunkRefused(
                "two",
                Ids.arrival("two", file),
                file,
                ChunkRefused.Verdict.POISON,
                "CAUSE",
                "why",
                null,
                null,
                Feed.After.ARCHIVE,
                NOW);
    }

    private static FeedStatus silent(String feed) {
        Instant then = NOW.minus(Duration.ofMinutes(5));
        return new FeedStatus(feed, Counts.NONE, 0, RANGE, then, then, FLOW, List.of(), then);
    }
}
