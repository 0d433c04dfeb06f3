package tams.ingest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import tams.ingest.kit.ConfigException;

/**
 * One Kafka broker in this process, for a machine that has none: KRaft, loopback only, its data kept in a folder.
 *
 * <p>Comes back after kill -9 with everything it acknowledged (the page cache outlives the process).
 */
final class EmbeddedBroker implements AutoCloseable {

    private static final String CONTROLLER = "CONTROLLER";
    private static final String NODE = "1";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker.
     *
     * @param data kept across restarts; made when it is missing
     * @param port 0 for any free one
     * @throws ConfigException when the port is taken or the folder cannot be written
     */
    static EmbeddedBroker start(Path data, int port) {
        int listening = port == 0 ? freePort() : requireFree(port);
        Properties options = options(data, listening, freePort());
        try {
            Files.createDirectories(data);
            format(data);
        } catch (IOException e) {
            throw new ConfigException("the data folder " + data + " cannot be written: " + e);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(options, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, listening);
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private static void format(Path data) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId(data))
                .setNodeId(Integer.parseInt(NODE))
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's data folder could not be prepared: " + e.getMessage(), e);
        }
    }

    /** A folder keeps the cluster it was made for. */
    private static String clusterId(Path data) throws IOException {
        Path file = data.resolve("cluster.id");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }

    private static Properties options(Path data, int port, int controllerPort) {
        Properties options = new Properties();
        options.put("process.roles", "broker,controller");
        options.put("node.id", NODE);
        options.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        options.put("controller.listener.names", CONTROLLER);
        options.put("listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        options.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        options.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        options.put("log.dirs", data.toString());
        options.put("auto.create.topics.enable", "false");
        one(options, "offsets.topic.replication.factor", "transaction.state.log.replication.factor");
        one(options, "transaction.state.log.min.isr", "share.coordinator.state.topic.replication.factor");
        one(options, "share.coordinator.state.topic.min.isr", "default.replication.factor");
        recoverFast(options);
        staySmall(options);
        return options;
    }

    private static void one(Properties options, String... keys) {
        for (String key : keys) {
            options.put(key, "1");
        }
    }

    /** With the defaults a killed process's successor waits up to a minute for sessions and transactions to expire. */
    private static void recoverFast(Properties options) {
        options.put("broker.session.timeout.ms", "3000");
        options.put("broker.heartbeat.interval.ms", "500");
        options.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        options.put("group.initial.rebalance.delay.ms", "0");
        options.put("offsets.retention.minutes", Integer.toString(60 * 24 * 60));
    }

    /** One process on a small machine: few threads, and a log cleaner that does not take 128 MiB of heap. */
    private static void staySmall(Properties options) {
        options.put("num.network.threads", "2");
        options.put("num.io.threads", "2");
        options.put("background.threads", "2");
        options.put("num.recovery.threads.per.data.dir", "2");
        options.put("offsets.topic.num.partitions", "4");
        options.put("transaction.state.log.num.partitions", "4");
        options.put("share.coordinator.state.topic.num.partitions", "1");
        options.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        options.put("log.segment.bytes", Integer.toString(64 << 20));
        options.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ConfigException("no free loopback port: " + e.getMessage());
        }
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Kafka does: a port whose last connections still linger is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new ConfigException("the Kafka port 127.0.0.1:" + port + " cannot be opened (" + e.getMessage()
                    + "); choose another with --kafka-port");
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
