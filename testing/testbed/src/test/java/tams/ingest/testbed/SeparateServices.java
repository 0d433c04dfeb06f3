package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** The services as processes of their own, on the broker of an all-in-one whose own services have other topics. */
final class SeparateServices implements AutoCloseable {

    static final String PREFIX = "apart.";

    static final int PARTITIONS = 3;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Process> running = new HashMap<>();
    private final int storePort;

    SeparateServices(Path folder, LocalProcess.Home broker) throws IOException {
        this.folder = folder;
        this.storePort = LocalProcess.freePort();
        Files.createDirectories(drop());
        environment.put("TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + broker.kafkaPort());
        environment.put("TAMS_INGEST_KAFKA_TOPIC_PREFIX", PREFIX);
        environment.put("TAMS_INGEST_KAFKA_PARTITIONS", "" + PARTITIONS);
        environment.put("TAMS_INGEST_TAMS_URL", storeUrl());
        environment.put("TAMS_INGEST_TAMS_NAMESPACE", "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        environment.put("TAMS_INGEST_DROP_ROOT", drop().toString());
        environment.put("TAMS_INGEST_ROUTER_STATE_DIR", routerState().toString());
        environment.put("TAMS_INGEST_LOCAL_TAMS_DATA", folder.resolve("store").toString());
        environment.put("TAMS_INGEST_LOCAL_TAMS_PORT", "" + storePort);
        environment.put("TAMS_INGEST_LOCAL_TAMS_S3_PORT", "" + LocalProcess.freePort());
    }

    Path drop() {
        return folder.resolve("drop");
    }

    Path routerState() {
        return folder.resolve("state");
    }

    String storeUrl() {
        return "http://127.0.0.1:" + storePort;
    }

    StoreView store() {
        return new StoreView(storeUrl());
    }

    void run(String service) throws IOException {
        run(service, LocalProcess.freePort());
    }

    void run(String service, int opsPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(CommandLineProcess.command("-Xmx256m", "run", service))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(service + ".log").toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("TAMS_INGEST_OPS_PORT", "" + opsPort);
        running.put(service, builder.start());
    }

    /** Ends a service with SIGKILL. */
    void kill(String service) throws InterruptedException {
        Process process = running.remove(service);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    void applyFeeds(String table) throws IOException {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), table);
        CommandLineProcess applied = call("feeds", "apply", feeds.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
    }

    CommandLineProcess call(String... arguments) {
        return CommandLineProcess.run(folder, environment, arguments);
    }

    /** Finishes one of the sample chunks in a feed's folder. */
    void drop(String feed, int number) throws IOException {
        Path file = drop().resolve(String.format("%s/camera-1_%03d.ts", feed, number));
        Files.createDirectories(file.getParent());
        Path growing = Files.write(file.resolveSibling("growing.tmp"), Samples.camera(number));
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A feed's line of {@code status}. */
    JsonNode row(String feed) throws IOException {
        CommandLineProcess status = call("status", "--json");
        assertThat(status.exit()).as(status.err()).isZero();
        for (JsonNode row : new ObjectMapper().readTree(status.out()).path("feeds")) {
            if (row.path("id").asText().equals(feed)) {
                return row;
            }
        }
        throw new AssertionError("no feed " + feed + " in " + status.out());
    }

    static String ready(int opsPort) throws Exception {
        return ask(opsPort, "health/ready");
    }

    static String metrics(int opsPort) throws Exception {
        return ask(opsPort, "metrics");
    }

    private static String ask(int opsPort, String page) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/observe/" + page))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroyForcibly);
    }
}
