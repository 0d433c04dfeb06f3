package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.kit.TopicSetup;

/**
 * Prints how fast a registrar works off a backlog, against the request pattern of the AWS sample script on the same
 * store, with and without a delay on the way to it; with {@code --drain} what 7,200 chunks cost it in memory. Run it
 * from the project root, on a machine with nothing else to do.
 */
public final class PrintRegistrarRate {

    private static final int FEEDS = 20;
    private static final int CHUNKS = 100;
    private static final int BYTES = 200_000;
    private static final int DRAINED = 7_200;
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration LAST_MAX = Duration.ofMinutes(15);

    private final Path folder;
    private final Processes processes;
    private final String kafka;
    private final int tams;
    private final int s3;

    private PrintRegistrarRate(Path folder, Processes processes, String kafka, int tams, int s3) {
        this.folder = folder;
        this.processes = processes;
        this.kafka = kafka;
        this.tams = tams;
        this.s3 = s3;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("registrar-rate");
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            String tams = Processes.freePort();
            String s3 = Processes.freePort();
            // The all-in-one lends its broker and its store; its own feeds have nothing to do.
            processes.local(folder.resolve("other"), kafka, tams, s3, List.of());
            PrintRegistrarRate rate =
                    new PrintRegistrarRate(folder, processes, kafka, Integer.parseInt(tams), Integer.parseInt(s3));
            if (List.of(arguments).contains("--drain")) {
                rate.drain();
            } else {
                rate.compare("delayed", DELAY, FEEDS * CHUNKS / 20);
                rate.compare("direct", Duration.ZERO, FEEDS * CHUNKS / 4);
            }
        }
        Processes.remove(folder);
    }

    private void compare(String name, Duration delay, int oneByOne) throws IOException, InterruptedException {
        Backlog backlog = new Backlog(name, FEEDS, CHUNKS, BYTES);
        try (SlowWire api = SlowWire.to(tams, delay);
                SlowWire media = SlowWire.to(s3, delay)) {
            SlowWire.Alias alias = new SlowWire.Alias("127.0.0.1:" + s3, "127.0.0.1:" + media.port());
            api.rewrites(alias);
            media.rewrites(alias);
            String url = "http://127.0.0.1:" + api.port();
            long registrar = perMinute(FEEDS * CHUNKS, workOff(backlog, url));
            long sample = perMinute(oneByOne, oneByOne(backlog, url, oneByOne));
            System.out.printf(
                    "%d ms for every connection and request: registrar %d.%d segments/s, one by one %d.%d segments/s, ratio %d.%d%n",
                    delay.toMillis(),
                    registrar / 60,
                    registrar % 60 / 6,
                    sample / 60,
                    sample % 60 / 6,
                    registrar / sample,
                    registrar * 10 / sample % 10);
        }
    }

    private static long perMinute(int segments, long nanos) {
        return segments * TimeUnit.MINUTES.toNanos(1) / nanos;
    }

    private void drain() throws IOException, InterruptedException {
        Backlog backlog = new Backlog("drained", 4, DRAINED / 4, BYTES);
        long nanos = workOff(backlog, "http://127.0.0.1:" + tams);
        System.out.printf(
                "%,d chunks of 4 feeds drained in %d s, %d segments/s%n",
                DRAINED, TimeUnit.NANOSECONDS.toSeconds(nanos), perMinute(DRAINED, nanos) / 60);
    }

    /** From the ledger's first line to its last registration, as a reader sees them; in nanoseconds. */
    private long workOff(Backlog backlog, String url) throws IOException, InterruptedException {
        Path drop = Files.createDirectories(folder.resolve(backlog.name()));
        processes.flags.putAll(Map.of(
                "kafka.bootstrap",
                "127.0.0.1:" + kafka,
                "kafka.topic_prefix",
                backlog.name() + ".",
                "kafka.partitions",
                "12",
                "drop.root",
                drop.toString(),
                "tams.url",
                url,
                "tams.namespace",
                Backlog.NAMESPACE.toString(),
                "ops.port",
                "0"));
        Settings settings = Settings.load(null, Map.of(), processes.flags);
        TopicSetup.ensure(settings);
        backlog.write(drop, settings);
        AtomicInteger registered = new AtomicInteger();
        AtomicLong first = new AtomicLong();
        AtomicLong last = new AtomicLong();
        try (TopicReader<Outcome> ledger =
                TopicReader.followFromNow(settings, Topics.OUTCOMES, "bench", (key, line) -> {
                    first.compareAndSet(0, System.nanoTime());
                    if (line != null && line.state() == Outcome.State.REGISTERED) {
                        last.set(System.nanoTime());
                        registered.incrementAndGet();
                    }
                })) {
            ledger.caughtUp().join();
            Process registrar = processes.start("-Xmx256m", List.of("run", "registrar"));
            await(backlog, registered, registrar);
            registrar.destroy();
            registrar.waitFor(30, TimeUnit.SECONDS);
        }
        return last.get() - first.get();
    }

    private void await(Backlog backlog, AtomicInteger registered, Process registrar)
            throws IOException, InterruptedException {
        int all = backlog.feeds() * backlog.chunks();
        long deadline = System.nanoTime() + LAST_MAX.toNanos();
        int quarters = 0;
        while (registered.get() < all) {
            if (System.nanoTime() - deadline > 0 || !registrar.isAlive()) {
                throw new IOException(registered + " of " + all + " were registered: see the logs in " + folder);
            }
            TimeUnit.MILLISECONDS.sleep(20);
            if (all == DRAINED && registered.get() * 4L / all > quarters) {
                quarters++;
                System.out.printf(
                        "after %,d chunks: %d MiB of heap in use%n",
                        registered.get(), Processes.heapInUse(registrar) >> 20);
            }
        }
    }

    /** Behind what the Flows have already; in nanoseconds. */
    private static long oneByOne(Backlog backlog, String url, int count) throws IOException {
        OneByOne sample = new OneByOne(url);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int feed = i % backlog.feeds();
            int chunk = backlog.chunks() + i / backlog.feeds();
            sample.store(
                    backlog.flow(feed),
                    backlog.content(feed, chunk),
                    Backlog.range(chunk).toString());
        }
        return System.nanoTime() - start;
    }
}
