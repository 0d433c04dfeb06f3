package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;

/**
 * Prints how long {@code ./tams-ingest chunk show} takes on a ledger of a million lines, asking the registrar and reading the
 * topic, and what the ledger takes of the heap. Run it from the project root.
 */
public final class PrintChunkShow {

    private static final int LINES = 1_000_000;
    private static final int FEEDS = 200;
    private static final int ROUNDS = 5;
    private static final Duration READ_MAX = Duration.ofMinutes(5);

    private PrintChunkShow() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("chunk-show");
        String opsPort = Processes.freePort();
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            Process local = processes.local(folder.resolve("drop"), kafka, List.of("--ops-port", opsPort));
            long before = Processes.heapInUse(local);
            Settings settings = Settings.load(null, Map.of(), Map.of("kafka.bootstrap", "127.0.0.1:" + kafka));
            List<Outcome> some = write(settings);
            Map<String, String> asking = Map.of(
                    "TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + kafka,
                    "TAMS_INGEST_OPS_URLS", "http://127.0.0.1:" + opsPort);
            awaitRead(asking, some.get(some.size() - 1));
            System.out.printf(
                    Locale.ROOT,
                    "heap in use: %d MiB, %d MiB with %,d lines%n",
                    before >> 20,
                    Processes.heapInUse(local) >> 20,
                    LINES);
            print("asking the registrar", asking, some);
            Map<String, String> alone = Map.of(
                    "TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + kafka,
                    "TAMS_INGEST_OPS_URLS", "http://127.0.0.1:" + Processes.freePort());
            print("reading the topic", alone, some);
        }
        Processes.remove(folder);
    }

    /** Writes the lines, one a second until now. @return one of each fifth and the last */
    private static List<Outcome> write(Settings settings) {
        Random random = new Random(1);
        Instant first = Instant.now().minusSeconds(LINES);
        List<Outcome> some = new ArrayList<>();
        try (Producer<String, Event> producer = Clients.producer(settings, "chunk-show")) {
            String topic = Clients.nameOf(settings, Topics.OUTCOMES);
            for (int number = 0; number < LINES; number++) {
                Outcome line = line(number, first.plusSeconds(number), random);
                var unused = producer.send(
                        new ProducerRecord<>(topic, null, line.at().toEpochMilli(), line.key(), line));
                if ((number + 1) % (LINES / ROUNDS) == 0) {
                    some.add(line);
                }
            }
        }
        return some;
    }

    private static Outcome line(int number, Instant at, Random random) {
        String feed = "camera-" + number % FEEDS;
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        ChunkFile file = new ChunkFile(
                feed + "/" + feed + "_" + number / FEEDS + ".ts",
                1_000_000,
                HexFormat.of().formatHex(hash));
        Timestamp start = Timestamp.ofSeconds(2L * (number / FEEDS));
        var flow = Ids.flow(Backlog.NAMESPACE, feed, "multi");
        return new Outcome(
                feed,
                Ids.arrival(feed, file),
                file,
                Outcome.State.REGISTERED,
                null,
                null,
                flow,
                Ids.object(Ids.job(flow, file, start), 0),
                List.of(TimeRange.between(start, Timestamp.ofSeconds(2L * (number / FEEDS) + 2))),
                1,
                null,
                Feed.After.ARCHIVE,
                at.minusMillis(60),
                at,
                null,
                Map.of("allocate", 201, "upload", 200, "register", 201));
    }

    private static void awaitRead(Map<String, String> environment, Outcome last) throws Exception {
        long start = System.nanoTime();
        while (show(environment, last.arrival().toString()) != 0) {
            if (System.nanoTime() - start > READ_MAX.toNanos()) {
                throw new IOException("the registrar did not read the ledger");
            }
        }
    }

    private static void print(String how, Map<String, String> environment, List<Outcome> some) throws Exception {
        for (int kind = 0; kind < 3; kind++) {
            List<String> times = new ArrayList<>();
            for (Outcome line : some) {
                String id = List.of(
                                line.file().sha256().substring(0, 12),
                                line.arrival().toString(),
                                line.file().name())
                        .get(kind);
                long start = System.nanoTime();
                int exit = show(environment, id);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                times.add(millis + " ms" + (exit == 0 ? "" : " (exit code " + exit + ")"));
            }
            System.out.println(
                    how + ", by " + List.of("hash", "arrival", "file name").get(kind) + ": " + times);
        }
    }

    private static int show(Map<String, String> environment, String id) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("./tams-ingest", "chunk", "show", id)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
