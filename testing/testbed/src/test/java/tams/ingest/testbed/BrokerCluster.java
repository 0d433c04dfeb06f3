package tams.ingest.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.core.ConditionTimeoutException;

/** Three Kafka brokers, each a process of its own that is also a controller; loopback only. */
final class BrokerCluster implements AutoCloseable {

    static final int BROKERS = 3;

    private static final String HEAP = "-Xmx320m";
    private static final int END_MAX_S = 30;
    private static final int CALL_MAX_S = 20;

    private final Path folder;
    private final List<ChaosProxy> lines = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> clientPorts = new ArrayList<>();
    private final List<Integer> controllerPorts = new ArrayList<>();
    private final Process[] processes = new Process[BROKERS];

    private BrokerCluster(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < BROKERS; i++) {
            ports.add(LocalProcess.freePort());
            clientPorts.add(LocalProcess.freePort());
            lines.add(new ChaosProxy(clientPorts.get(i)));
            controllerPorts.add(LocalProcess.freePort());
        }
    }

    static BrokerCluster start(Path folder) throws Exception {
        BrokerCluster cluster = new BrokerCluster(folder);
        String id = Uuid.randomUuid().toString();
        for (int i = 0; i < BROKERS; i++) {
            cluster.format(i, id);
            cluster.launch(i);
        }
        return cluster;
    }

    /** For clients that reach the brokers over {@link #line}. */
    String bootstrap() {
        return lines.stream().map(line -> "127.0.0.1:" + line.port()).collect(Collectors.joining(","));
    }

    /** For those that have to see the brokers as they are. */
    String directBootstrap() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private void format(int index, String clusterId) throws Exception {
        Path data = Files.createDirectories(folder.resolve("broker-" + index));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(index + 1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .run();
        try (Writer file = Files.newBufferedWriter(folder.resolve(index + ".properties"))) {
            options(index, data).store(file, null);
        }
    }

    private Properties options(int index, Path data) {
        Properties options = new Properties();
        options.put("process.roles", "broker,controller");
        options.put("node.id", "" + (index + 1));
        options.put(
                "controller.quorum.voters",
                IntStream.range(0, BROKERS)
                        .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllerPorts.get(i))
                        .collect(Collectors.joining(",")));
        options.put("controller.listener.names", "CONTROLLER");
        options.put(
                "listeners",
                "BROKER://127.0.0.1:" + ports.get(index) + ",CLIENT://127.0.0.1:" + clientPorts.get(index)
                        + ",CONTROLLER://127.0.0.1:" + controllerPorts.get(index));
        options.put(
                "advertised.listeners",
                "BROKER://127.0.0.1:" + ports.get(index) + ",CLIENT://127.0.0.1:"
                        + lines.get(index).port());
        options.put("inter.broker.listener.name", "BROKER");
        options.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        options.put("log.dirs", data.toString());
        options.put("auto.create.topics.enable", "false");
        options.put("offsets.topic.num.partitions", "4");
        options.put("transaction.state.log.num.partitions", "4");
        options.put("transaction.state.log.min.isr", "2");
        options.put("broker.session.timeout.ms", "3000");
        options.put("broker.heartbeat.interval.ms", "500");
        options.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        options.put("log.cleaner.dedupe.buffer.size", "" + (8 << 20));
        return options;
    }

    void launch(int index) throws IOException {
        List<String> command = new ArrayList<>(CommandLineProcess.java(HEAP, "kafka.Kafka"));
        command.add(folder.resolve(index + ".properties").toString());
        processes[index] = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(index).toFile()))
                .start();
    }

    /** kill -9, and starts it again. */
    void kill(int index) throws IOException, InterruptedException {
        end(index);
        launch(index);
    }

    Process process(int index) {
        return processes[index];
    }

    /** The way of clients to a broker. */
    ChaosProxy line(int index) {
        return lines.get(index);
    }

    /** kill -9. */
    void end(int index) throws InterruptedException {
        processes[index].destroyForcibly();
        if (!processes[index].waitFor(END_MAX_S, TimeUnit.SECONDS)) {
            throw new AssertionError("broker " + index + " did not end within " + END_MAX_S + " s of kill -9");
        }
    }

    /** Whether all brokers are there and every replica of every partition is in step, so that one may be lost. */
    boolean isWhole() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", directBootstrap()))) {
            int there = admin.describeCluster()
                    .nodes()
                    .get(CALL_MAX_S, TimeUnit.SECONDS)
                    .size();
            Set<String> names = admin.listTopics().names().get(CALL_MAX_S, TimeUnit.SECONDS);
            return there == BROKERS
                    && admin.describeTopics(names).allTopicNames().get(CALL_MAX_S, TimeUnit.SECONDS).values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size()
                                    == partition.replicas().size());
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            // A cluster that does not answer is not whole; whoever waits for it gives up in time.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it is whole; on failure with the ends of the brokers' logs. */
    void awaitWhole(Duration most) {
        try {
            await().atMost(most).until(this::isWhole);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the brokers are not whole; their logs:\n" + logs(), e);
        }
    }

    /** The ends of all brokers' logs. */
    String logs() {
        return IntStream.range(0, BROKERS)
                .mapToObj(index -> LocalProcess.tail(log(index)))
                .collect(Collectors.joining("\n== next broker\n"));
    }

    private Path log(int index) {
        return folder.resolve("broker-" + index + ".log");
    }

    @Override
    public void close() {
        for (int i = 0; i < BROKERS; i++) {
            try {
                end(i);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        lines.forEach(ChaosProxy::close);
    }
}
