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
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tams.ingest.kit.Settings;

/** Commands of ours as processes, and what each of them costs. Their logs lie in one folder; closing ends them all. */
final class Processes implements AutoCloseable {

    private static final int STOP_MAX_S = 30;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** What every process started from now on finds in its environment, by key of the configuration. */
    final Map<String, String> flags = new HashMap<>();

    private final Deque<Process> processes = new ArrayDeque<>();
    private final Path folder;

    Processes(Path folder) {
        this.folder = folder;
    }

    /** Starts one that nobody listens to. */
    Process start(String heap, List<String> arguments) throws IOException {
        return start(heap, arguments, ProcessBuilder.Redirect.DISCARD);
    }

    /** Starts the all-in-one, with the heap that its launcher gives it, and waits until it accepts chunks. */
    Process local(Path drop, String kafkaPort, List<String> more) throws IOException {
        return local(drop, kafkaPort, freePort(), freePort(), more);
    }

    /** The same with ports of the store's API and of its S3. */
    Process local(Path drop, String kafkaPort, String tamsPort, String s3Port, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("local", "--drop", drop.toString()));
        arguments.addAll(List.of("--data", folder.resolve("data").toString(), "--kafka-port", kafkaPort));
        arguments.addAll(List.of("--tams-port", tamsPort, "--s3-port", s3Port));
        if (!more.contains("--ops-port")) {
            arguments.addAll(List.of("--ops-port", freePort()));
        }
        arguments.addAll(more);
        Files.createDirectories(drop);
        Process local = start("-Xmx768m", arguments, ProcessBuilder.Redirect.PIPE);
        String line =
                new BufferedReader(new InputStreamReader(local.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"ready".equals(line)) {
            throw new IOException("the all-in-one did not start: see " + folder.resolve("local.log"));
        }
        return local;
    }

    private Process start(String heap, List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                "tams.ingest.cli.TamsIngest"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name(arguments) + ".log").toFile()));
        flags.forEach((key, value) -> builder.environment()
                .put(Settings.ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** The command, or the service that it runs. */
    private static String name(List<String> arguments) {
        return arguments.get(arguments.get(0).equals("run") ? 1 : 0);
    }

    /** Waits for one that ends by itself. @throws IOException when it does not, or not well */
    void finish(Process process, String what) throws IOException, InterruptedException {
        if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(what + " failed: see the logs in " + folder);
        }
    }

    /** What a process takes of one core over a period, in thousandths. */
    static long perMilleOfACore(Process process, Duration period) throws InterruptedException {
        Duration before = processorTime(process);
        TimeUnit.NANOSECONDS.sleep(period.toNanos());
        return processorTime(process).minus(before).toNanos() * 1_000 / period.toNanos();
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Heap of a process that is in use after a collection, in bytes. */
    static long heapInUse(Process process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) * 1_024 : 0;
    }

    private static String jcmd(Process process, String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + process.pid(), what)
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return text;
    }

    /** Removes the folder with all that was written into it; on failure it stays, for the logs. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static String freePort() throws IOException {
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
