package tams.ingest.testbed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tams.ingest.kit.Settings;

/** The three services and three brokers, each a process of its own that is killed and started again. */
final class KilledPipeline implements AutoCloseable {

    static final List<String> SERVICES = List.of("watcher", "router", "registrar");

    /** Of the watcher only those that files come to which are archived. */
    private static final Map<String, List<CrashPoint>> POINTS = Map.of(
            "watcher",
            CrashPoint.OF_WATCHER.stream()
                    .filter(point -> !point.name().contains("delet"))
                    .toList(),
            "router",
            CrashPoint.OF_ROUTER,
            "registrar",
            CrashPoint.OF_REGISTRAR);

    static final int PARTITIONS = 3;

    private static final String NAMESPACE = "2ed6657d-e927-568b-95e1-2665a8aea6a2";

    private static final Duration START_MAX = Duration.ofMinutes(1);

    /** What a kill that has nothing to hit costs a cycle. */
    private static final Duration HIT_MAX = Duration.ofSeconds(12);

    /** Moments at random lie within it. */
    private static final int MOMENT_MAX_MS = 2_500;

    private final Path folder;
    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Set<String> hitServices = new TreeSet<>();
    private int waitedFor;
    private int hits;
    private final BrokerCluster brokers;

    private KilledPipeline(Path folder, BrokerCluster brokers) {
        this.folder = folder;
        this.brokers = brokers;
    }

    /**
     * Starts all of it.
     *
     * @param drop the drop root, which is there
     * @param more settings, {@code tams.url} among them
     */
    static KilledPipeline start(Path folder, Path drop, Path feeds, Map<String, String> more) throws Exception {
        BrokerCluster brokers = BrokerCluster.start(folder);
        KilledPipeline pipeline = new KilledPipeline(folder, brokers);
        pipeline.flags.put("kafka.bootstrap", brokers.bootstrap());
        pipeline.flags.put("kafka.partitions", "" + PARTITIONS);
        pipeline.flags.put("drop.root", drop.toString());
        pipeline.flags.put("drop.scan", "200ms");
        pipeline.flags.put("drop.grace", "100ms");
        pipeline.flags.put("router.state_dir", folder.resolve("router").toString());
        pipeline.flags.put("tams.namespace", NAMESPACE);
        pipeline.flags.putAll(more);
        brokers.awaitWhole(START_MAX);
        CommandLineProcess applied =
                CommandLineProcess.run(folder, pipeline.environment(), "feeds", "apply", feeds.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
        for (String service : SERVICES) {
            pipeline.run(service);
        }
        return pipeline;
    }

    /** Of a client that reaches the brokers whatever happens on the way of the others. */
    Settings settings() {
        Map<String, String> direct = new HashMap<>(flags);
        direct.put("kafka.bootstrap", brokers.directBootstrap());
        return Settings.load(null, Map.of(), direct);
    }

    BrokerCluster brokers() {
        return brokers;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        flags.forEach((key, value) ->
                environment.put("TAMS_INGEST_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        return environment;
    }

    /** What a command of the operator's prints. */
    String call(String... arguments) {
        return call(Map.of(), arguments);
    }

    /** The same with some variables more in its environment. */
    String call(Map<String, String> more, String... arguments) {
        Map<String, String> environment = environment();
        environment.putAll(more);
        CommandLineProcess called = CommandLineProcess.run(folder, environment, arguments);
        assertThat(called.exit()).as(called.err()).isZero();
        return called.out();
    }

    /** A feed's line of {@code status}. */
    JsonNode row(String feed) throws IOException {
        for (JsonNode row :
                new ObjectMapper().readTree(call("status", "--json")).path("feeds")) {
            if (row.path("id").asText().equals(feed)) {
                return row;
            }
        }
        throw new AssertionError("status does not know " + feed);
    }

    void run(String service) throws IOException {
        run(service, Map.of());
    }

    /** Starts a service that has some variables more in its environment. */
    void run(String service, Map<String, String> more) throws IOException {
        Map<String, String> environment = environment();
        environment.putAll(more);
        services.put(service, ServiceProcess.start(service, folder, environment));
    }

    /** Kills a service and starts it again with some variables more in its environment. */
    void again(String service, Map<String, String> more) throws IOException {
        running(service).close();
        run(service, more);
    }

    /** Starts a service that has ended by itself, as a supervisor does; nothing where it runs. */
    void supervise(String service, Map<String, String> more) throws IOException {
        if (!requireNonNull(services.get(service)).runs()) {
            run(service, more);
        }
    }

    /** Another process of a service, beside the one that is there. */
    ServiceProcess second(String service) throws IOException {
        Path home = Files.createDirectories(folder.resolve("second-" + service));
        Map<String, String> environment = environment();
        environment.put("TAMS_INGEST_ROUTER_STATE_DIR", home.resolve("state").toString());
        environment.put("TAMS_INGEST_REGISTRAR_INSTANCE", "second");
        return ServiceProcess.start(service, home, environment);
    }

    /** Kills one of them at a moment or a place that the seed decides, and starts it again. */
    void killOne(Random random) throws Exception {
        int victim = random.nextInt(SERVICES.size() * 2 + 1);
        if (victim == 0) {
            killBroker(random);
        } else if (victim % 2 == 0) {
            killSomewhen(SERVICES.get(victim / 2 - 1), random);
        } else {
            killSomewhere(SERVICES.get(victim / 2), random);
        }
    }

    private void killBroker(Random random) throws Exception {
        int index = random.nextInt(BrokerCluster.BROKERS);
        brokers.kill(index);
        note("a broker at any moment");
    }

    private void killSomewhen(String service, Random random) throws Exception {
        running(service).diesAfter(random.nextInt(MOMENT_MAX_MS));
        run(service);
        note(service + " at any moment");
    }

    private void killSomewhere(String service, Random random) throws Exception {
        running(service).close();
        List<CrashPoint> points = requireNonNull(POINTS.get(service));
        CrashPoint point = points.get(random.nextInt(points.size()));
        boolean hit = ServiceProcess.killedAt(point, 1 + random.nextInt(3), HIT_MAX, folder, environment());
        run(service);
        waitedFor++;
        if (hit) {
            hits++;
            hitServices.add(service);
        }
        note(hit ? point.toString() : "a point that was not reached");
    }

    /** The process of a service, which has to run. */
    ServiceProcess running(String service) {
        ServiceProcess process = requireNonNull(services.get(service));
        assertThat(process.runs())
                .as("%s runs until it is killed; its log:\n%s", service, log(service))
                .isTrue();
        return process;
    }

    private void note(String kill) {
        kills.merge(kill, 1, Integer::sum);
    }

    /** How often each kind of kill happened. */
    Map<String, Integer> kills() {
        return Map.copyOf(kills);
    }

    /** How many named points a process was to be killed at, and how many it came to. */
    record NamedPoints(int waitedFor, int hit, Set<String> services) {}

    NamedPoints namedPoints() {
        return new NamedPoints(waitedFor, hits, Set.copyOf(hitServices));
    }

    /** The end of what a service has logged. */
    String log(String service) {
        return LocalProcess.tail(ServiceProcess.log(service, folder));
    }

    /** The ends of all logs, those of the brokers too: services that stand still without a word may wait for one of them. */
    String logs() {
        StringBuilder all = new StringBuilder();
        SERVICES.forEach(
                service -> all.append("== ").append(service).append('\n').append(log(service)));
        return all.append("== brokers\n").append(brokers.logs()).toString();
    }

    @Override
    public void close() {
        services.values().forEach(ServiceProcess::close);
        brokers.close();
    }
}
