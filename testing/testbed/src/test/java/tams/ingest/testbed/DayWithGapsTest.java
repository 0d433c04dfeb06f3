package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;

/**
 * Goal: after a day of a feed {@code gaps} lists exactly the holes that it has, with exact bounds, and no longer those that
 * late chunks have closed. Method: 43,200 made announcements of two seconds with 50 seeded holes, a real broker, a real
 * router, the command as a process.
 */
@Timeout(300)
class DayWithGapsTest {

    private static final int CHUNKS = 43_200;
    private static final int HOLES = 50;
    private static final int HOLE_MAX = 30;
    private static final long SEED = Long.getLong("gaps.seed", 20_261_124L);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final UUID NAMESPACE = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    private static final String FEED = "day";
    private static final long FIRST_TICK = 126_000;
    private static final long CHUNK_TICKS = 180_000;
    private static final int FRAMES = 50;
    private static final Rational FRAME = Rational.of(3_600);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Holes by their first missing chunk, with how many are missing; no two of them touch, and chunks follow the last. */
    private static SortedMap<Integer, Integer> holes() {
        Random random = new Random(SEED);
        SortedMap<Integer, Integer> holes = new TreeMap<>();
        int space = (CHUNKS - 100) / HOLES;
        for (int i = 0; i < HOLES; i++) {
            holes.put(1 + i * space + random.nextInt(space - HOLE_MAX - 5), 1 + random.nextInt(HOLE_MAX));
        }
        return holes;
    }

    @Test
    void listsExactlyTheHolesThatThereAre() throws Exception {
        SortedMap<Integer, Integer> holes = holes();
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        try (LocalProcess kafka = LocalProcess.start(broker, null);
                SeparateServices services = new SeparateServices(folder, broker)) {
            services.run("router");
            CommandLineProcess topics = services.call("topics", "create");
            assertThat(topics.exit()).as(topics.err()).isZero();
            Settings settings = Settings.load(
                    null,
                    Map.of(),
                    Map.of(
                            "kafka.bootstrap",
                            "127.0.0.1:" + broker.kafkaPort(),
                            "kafka.topic_prefix",
                            SeparateServices.PREFIX));
            List<Integer> missing = new ArrayList<>();
            holes.forEach((first, length) -> {
                for (int i = 0; i < length; i++) {
                    missing.add(first + i);
                }
            });
            List<Integer> there = new ArrayList<>();
            for (int number = 0; number < CHUNKS; number++) {
                there.add(number);
            }
            there.removeAll(new HashSet<>(missing));

            announce(settings, there);
            awaitGaps(services, expected(holes));

            int closed = holes.firstKey();
            announce(settings, missing.subList(0, holes.getOrDefault(closed, 0)));
            SortedMap<Integer, Integer> left = new TreeMap<>(holes);
            left.remove(closed);
            awaitGaps(services, expected(left));
            assertThat(gaps(services, "--all")).containsAll(expected(holes));
            kafka.stop();
        }
    }

    private static List<String> expected(SortedMap<Integer, Integer> holes) {
        List<String> ranges = new ArrayList<>();
        holes.forEach((first, length) -> ranges.add("[" + 2 * first + ":0_" + 2 * (first + length) + ":0)"));
        return ranges;
    }

    private static void awaitGaps(SeparateServices services, List<String> expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(gaps(services)).containsExactlyElementsOf(expected));
    }

    private static List<String> gaps(SeparateServices services, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("gaps", "--feed", FEED, "--json"));
        words.addAll(List.of(more));
        CommandLineProcess gaps = services.call(words.toArray(String[]::new));
        assertThat(gaps.exit()).as(gaps.err()).isZero();
        List<String> ranges = new ArrayList<>();
        for (JsonNode gap : new ObjectMapper().readTree(gaps.out())) {
            assertThat(gap.path("kind").asText()).isEqualTo("gap");
            ranges.add(gap.path("timerange").asText());
        }
        return ranges;
    }

    private static void announce(Settings settings, List<Integer> numbers) throws Exception {
        String topic = SeparateServices.PREFIX + "ingest.chunks";
        try (Producer<String, Event> producer = Clients.producer(settings, "announcer")) {
            for (int number : numbers) {
                var unused = producer.send(new ProducerRecord<>(topic, FEED, arrived(number)));
            }
            producer.flush();
        }
    }

    private static ChunkArrived arrived(int number) {
        UUID hash = Ids.nameUuid(NAMESPACE, ("chunk " + number).getBytes(StandardCharsets.UTF_8));
        String hex = hash.toString().replace("-", "");
        ChunkFile file = new ChunkFile(String.format("%s/day_%06d.ts", FEED, number), 1_000, hex + hex);
        Instant at = Instant.EPOCH.plusSeconds(2L * number);
        long start = FIRST_TICK + number * CHUNK_TICKS;
        long last = start + CHUNK_TICKS - 3_600;
        Measurement.Stream video = new Measurement.Stream(
                256,
                1,
                Measurement.Kind.VIDEO,
                "h264",
                null,
                null,
                1280,
                720,
                Rational.of(25),
                null,
                null,
                FRAMES,
                0,
                1L,
                start,
                last,
                FRAME,
                start,
                last + 3_600,
                null,
                null,
                List.of());
        Measurement measured =
                new Measurement(188, 100, List.of(new Measurement.Program(1, 4096, 256)), List.of(video), List.of());
        FeedSettings settings = new FeedSettings(NAMESPACE, 1, Feed.named(FEED));
        return new ChunkArrived(
                FEED, Ids.arrival(FEED, file), file, (long) number, at, at, measured, null, Evidence.NONE, settings);
    }
}
