package tams.ingest.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tams.ingest.kit.Settings;

/** A watcher as a process of its own over a drop folder, with a broker in another process; nobody reads what it announces. */
final class WatcherBench implements AutoCloseable {

    private static final String HEAP_MAX = "-Xmx256m";
    private static final int STOP_MAX_S = 30;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Deque<Process> processes = new ArrayDeque<>();
    private final Path folder;
    private final Map<String, String> flags = new HashMap<>();
    private final Process watcher;

    private WatcherBench(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.createDirectories(drop());
        Files.createDirectories(folder.resolve("other"));
        String kafka = freePort();
        // The all-in-one only lends its broker: it has its own topics and a drop folder in which nothing happens.
        Process broker = java(
                "-Xmx768m",
                List.of(
                        "local",
                        "--drop",
                        folder.resolve("other").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--kafka-port",
                        kafka,
                        "--tams-port",
                        freePort(),
                        "--s3-port",
                        freePort(),
                        "--ops-port",
                        freePort()),
                true);
        String line =
                new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"ready".equals(line)) {
            close();
            throw new IOException("the broker did not start: see " + folder.resolve("local.log"));
        }
        flags.put("kafka.bootstrap", "127.0.0.1:" + kafka);
        flags.put("kafka.topic_prefix", "bench.");
        flags.put("kafka.partitions", "12");
        flags.put("drop.root", drop().toString());
        flags.put("tams.namespace", "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        flags.put("ops.port", "0");
        watcher = java(HEAP_MAX, List.of("run", "watcher"), false);
    }

    static WatcherBench start(Path folder) throws IOException, InterruptedException {
        return new WatcherBench(folder);
    }

    private Process java(String heap, List<String> arguments, boolean isRead) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                "tams.ingest.cli.TamsIngest"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve(arguments.get(0) + ".log").toFile());
        if (!isRead) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        flags.forEach((key, value) -> builder.environment()
                .put(Settings.ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** Makes a line of the feed table that stands for every folder with a name like {@code feed-1}. */
    void applyFeeds() throws IOException, InterruptedException {
        Path table =
                Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: '~^feed-\\d+$', complete: rename}]\n");
        Process apply = java("-Xmx128m", List.of("feeds", "apply", table.toString()), false);
        if (!apply.waitFor(STOP_MAX_S, TimeUnit.SECONDS) || apply.exitValue() != 0) {
            throw new IOException("the feed table was not applied: see " + folder.resolve("feeds.log"));
        }
    }

    Path drop() {
        return folder.resolve("drop");
    }

    Settings settings() {
        return Settings.load(null, Map.of(), flags);
    }

    /** Processor time of the watcher since its start. */
    Duration processorTime() {
        return watcher.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Heap that is in use after a collection, in bytes. */
    long heapInUse() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) * 1_024 : 0;
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + watcher.pid(), what)
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "" + socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        while (!processes.isEmpty()) {
            Process process = processes.pop();
            process.destroy();
            try {
                if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
