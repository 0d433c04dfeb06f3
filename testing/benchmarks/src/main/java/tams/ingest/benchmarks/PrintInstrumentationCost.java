package tams.ingest.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.ServiceContext;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.kit.TopicSetup;
import tams.ingest.registrar.Registrar;

/**
 * Prints what measuring costs a registrar, which does most of the pipeline's work: it works off backlogs in this process, by
 * turns with the metrics of a service and with a registry that keeps nothing. Run it from the project
 * root, on a machine with nothing else to do.
 */
public final class PrintInstrumentationCost {

    private static final int FEEDS = 20;
    private static final int CHUNKS = 50;
    private static final int BYTES = 200_000;
    private static final int ROUNDS = 12;

    /** Rounds until code is compiled and caches are filled; not counted. */
    private static final int WARM_UP = 4;

    private static final Duration ROUND_MAX = Duration.ofMinutes(2);
    private static final String WITH = "with";
    private static final String WITHOUT = "without";

    private final Path folder;
    private final Map<String, String> flags;
    private final Timings elapsed = new Timings();
    private final Timings processor = new Timings();

    private PrintInstrumentationCost(Path folder, Map<String, String> flags) {
        this.folder = folder;
        this.flags = flags;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("instrumentation");
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            String tams = Processes.freePort();
            processes.local(folder.resolve("other"), kafka, tams, Processes.freePort(), List.of());
            Map<String, String> flags = new HashMap<>();
            flags.put("kafka.bootstrap", "127.0.0.1:" + kafka);
            flags.put("kafka.partitions", "12");
            flags.put("tams.url", "http://127.0.0.1:" + tams);
            flags.put("tams.namespace", Backlog.NAMESPACE.toString());
            PrintInstrumentationCost cost = new PrintInstrumentationCost(folder, flags);
            cost.measure();
            cost.print();
        }
        Processes.remove(folder);
    }

    /** By turns, each of them first as often as second. */
    private void measure() throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            boolean counts = round >= WARM_UP;
            for (String kind : round % 2 == 0 ? List.of(WITH, WITHOUT) : List.of(WITHOUT, WITH)) {
                run(kind, round, counts);
            }
        }
    }

    private void run(String kind, int round, boolean counts) throws IOException, InterruptedException {
        Backlog backlog = new Backlog(kind + "-" + round, FEEDS, CHUNKS, BYTES);
        Path drop = Files.createDirectories(folder.resolve(backlog.name()));
        flags.put("kafka.topic_prefix", backlog.name() + ".");
        flags.put("drop.root", drop.toString());
        Settings settings = Settings.load(null, Map.of(), flags);
        TopicSetup.ensure(settings);
        backlog.write(drop, settings);
        MeterRegistry meters =
                kind.equals(WITH) ? Instruments.scraped("registrar", "benchmark") : new CompositeMeterRegistry();
        long processorBefore = processorNanos();
        long start = System.nanoTime();
        workOff(settings, meters);
        if (counts) {
            elapsed.add(kind, System.nanoTime() - start);
            processor.add(kind, processorNanos() - processorBefore);
        }
        meters.close();
        Processes.remove(drop);
    }

    private static void workOff(Settings settings, MeterRegistry meters) throws IOException, InterruptedException {
        AtomicInteger registered = new AtomicInteger();
        TopicReader<Outcome> ledger = TopicReader.followFromNow(settings, Topics.OUTCOMES, "bench", (key, line) -> {
            if (line != null && line.state() == Outcome.State.REGISTERED) {
                registered.incrementAndGet();
            }
        });
        ledger.caughtUp().join();
        Registrar registrar = Registrar.start(new ServiceContext(settings, meters, Clock.systemUTC()));
        try {
            long deadline = System.nanoTime() + ROUND_MAX.toNanos();
            while (registered.get() < FEEDS * CHUNKS) {
                if (System.nanoTime() - deadline > 0 || registrar.failure().isDone()) {
                    throw new IOException(registered + " of " + FEEDS * CHUNKS + " were registered");
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            registrar.close();
            ledger.close();
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void print() {
        System.out.printf(
                "%d rounds of %d chunks each: elapsed %s; processor time of the registrar's process %s%n",
                ROUNDS, FEEDS * CHUNKS, words(elapsed), words(processor));
    }

    private static String words(Timings timings) {
        long perMille = timings.median(WITH) * 1_000 / timings.median(WITHOUT);
        return "%d ms with, %d ms without, %d.%03d"
                .formatted(
                        TimeUnit.NANOSECONDS.toMillis(timings.median(WITH)),
                        TimeUnit.NANOSECONDS.toMillis(timings.median(WITHOUT)),
                        perMille / 1_000,
                        perMille % 1_000);
    }
}
