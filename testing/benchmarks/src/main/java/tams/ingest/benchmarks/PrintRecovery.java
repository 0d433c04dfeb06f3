package tams.ingest.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.kit.TopicSetup;

/**
 * Prints how long a feed stands still after kill -9: of watcher, router and registrar as processes of their own, and of the
 * all-in-one, each started again at once. From the kill to the registration of the first chunk that was finished after it, by
 * the ledger's own time. Run it from the project root; names of services, or {@code all-in-one}, choose among them.
 */
public final class PrintRecovery {

    private static final int ROUNDS = 3;
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(90);
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final int STEADY_CHUNKS = 5;

    private static final List<String> SERVICES = List.of("watcher", "router", "registrar");
    private static final String ALL_IN_ONE = "all-in-one";
    private static final List<String> ALL = List.of("watcher", "router", "registrar", ALL_IN_ONE);

    private final SteadyFeed feed;
    private final ConcurrentSkipListMap<Integer, Instant> registered = new ConcurrentSkipListMap<>();

    private PrintRecovery(SteadyFeed feed) {
        this.feed = feed;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("recovery");
        Path table = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: feed-1, complete: rename}]\n");
        List<String> chosen = arguments.length == 0 ? ALL : List.of(arguments);
        List<String> services = SERVICES.stream().filter(chosen::contains).toList();
        if (!services.isEmpty()) {
            services(Files.createDirectories(folder.resolve("services")), table, services);
        }
        if (chosen.contains(ALL_IN_ONE)) {
            allInOne(Files.createDirectories(folder.resolve(ALL_IN_ONE)), table);
        }
        Processes.remove(folder);
    }

    private static void services(Path folder, Path table, List<String> killed) throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            String tams = Processes.freePort();
            // Lends its broker and its store; its own feeds have nothing to do.
            processes.local(folder.resolve("other"), kafka, tams, Processes.freePort(), List.of());
            processes.flags.putAll(Map.of(
                    "kafka.bootstrap",
                    "127.0.0.1:" + kafka,
                    "kafka.topic_prefix",
                    "recovery.",
                    "kafka.partitions",
                    "12",
                    "kafka.replication",
                    "1",
                    "drop.root",
                    drop.toString(),
                    "tams.url",
                    "http://127.0.0.1:" + tams,
                    "tams.namespace",
                    Backlog.NAMESPACE.toString(),
                    "router.state_dir",
                    folder.resolve("router").toString(),
                    "ops.port",
                    "0"));
            Settings settings = Settings.load(null, Map.of(), processes.flags);
            TopicSetup.ensure(settings);
            processes.finish(processes.start("-Xmx256m", List.of("feeds", "apply", table.toString())), "feeds apply");
            try (SteadyFeed feed = SteadyFeed.into(drop.resolve("feed-1"))) {
                PrintRecovery recovery = new PrintRecovery(feed);
                Map<String, Process> running = new HashMap<>();
                for (String service : SERVICES) {
                    running.put(service, processes.start("-Xmx256m", List.of("run", service)));
                }
                try (TopicReader<Outcome> ledger = recovery.follow(settings)) {
                    ledger.caughtUp().join();
                    for (String service : killed) {
                        recovery.print(
                                service,
                                requireNonNull(running.get(service)),
                                () -> processes.start("-Xmx256m", List.of("run", service)));
                    }
                }
            }
        }
    }

    private static void allInOne(Path folder, Path table) throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            String tams = Processes.freePort();
            String s3 = Processes.freePort();
            Callable<Process> start =
                    () -> processes.local(drop, kafka, tams, s3, List.of("--feeds", table.toString()));
            Process local = start.call();
            Settings settings = Settings.load(null, Map.of(), Map.of("kafka.bootstrap", "127.0.0.1:" + kafka));
            try (SteadyFeed feed = SteadyFeed.into(drop.resolve("feed-1"))) {
                PrintRecovery recovery = new PrintRecovery(feed);
                try (TopicReader<Outcome> ledger = recovery.follow(settings)) {
                    ledger.caughtUp().join();
                    recovery.print(ALL_IN_ONE, local, start);
                }
            }
        }
    }

    private TopicReader<Outcome> follow(Settings settings) {
        return TopicReader.followFromNow(settings, Topics.OUTCOMES, "recovery", (key, line) -> {
            if (line != null && line.state() == Outcome.State.REGISTERED) {
                registered.putIfAbsent(SteadyFeed.numberOf(line.file().path()), line.at());
            }
        });
    }

    private void print(String name, Process first, Callable<Process> start) throws Exception {
        List<String> times = new ArrayList<>();
        Process process = first;
        for (int round = 0; round < ROUNDS; round++) {
            // Steady again: some chunks in a row were registered as they came.
            awaitFrom(feed.finished() + STEADY_CHUNKS, START_MAX, name + " before the kill");
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
            Instant killed = Instant.now();
            int next = feed.finished();
            process = start.call();
            Instant at = awaitFrom(next, RECOVERY_MAX, name + " after the kill");
            long tenths = Duration.between(killed, at).toMillis() / 100;
            times.add(tenths / 10 + "." + tenths % 10 + " s");
        }
        System.out.println("kill -9 of " + name + " to the next registration: " + times);
    }

    /** When a chunk from that number on was first registered. */
    private Instant awaitFrom(int number, Duration patience, String what) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (registered.tailMap(number).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(what + ": no registration within " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return registered.tailMap(number).values().stream()
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
