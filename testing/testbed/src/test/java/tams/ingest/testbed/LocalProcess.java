package tams.ingest.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code tams-ingest local} as a process of its own, with the heap that is promised to be enough. */
final class LocalProcess implements AutoCloseable {

    static final String HEAP = "-Xmx768m";

    private static final int READY_TIMEOUT_S = 120;
    private static final int STOP_TIMEOUT_S = 30;
    private static final int PORT_FIRST = 15_000;
    private static final int PORT_LAST = 32_000;
    private static final int PORT_TRIALS_MAX = 1_000;
    private static final String END = "\0end";

    /** Where one lives; the same for all its restarts, as an operator would have it. */
    record Home(Path folder, int tamsPort, int kafkaPort, int s3Port, int opsPort) {

        static Home in(Path folder) throws IOException {
            Files.createDirectories(folder.resolve("drop"));
            return new Home(folder, freePort(), freePort(), freePort(), freePort());
        }

        Path drop() {
            return folder.resolve("drop");
        }

        Path data() {
            return folder.resolve("data");
        }

        Path log() {
            return folder.resolve("local.log");
        }

        String tamsUrl() {
            return "http://127.0.0.1:" + tamsPort;
        }

        /** What other commands need to find it. */
        Map<String, String> environment() {
            return Map.of("TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + kafkaPort, "TAMS_INGEST_TAMS_URL", tamsUrl());
        }
    }

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Path log;

    private LocalProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::readLines, "local-stdout");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one and waits until it accepts chunks. */
    static LocalProcess start(Home home, @Nullable Path feeds, String... more) throws IOException {
        LocalProcess local = launch(home, feeds, more);
        local.awaitReady();
        return local;
    }

    /** Starts one and does not wait. */
    static LocalProcess launch(Home home, @Nullable Path feeds, String... more) throws IOException {
        return launch(home.drop().toString(), home, feeds, more);
    }

    /** Starts one over chunks that lie elsewhere, e.g. in a bucket, and does not wait. */
    static LocalProcess launch(String drop, Home home, @Nullable Path feeds, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "local",
                "--drop",
                drop,
                "--data",
                home.data().toString(),
                "--tams-port",
                "" + home.tamsPort(),
                "--kafka-port",
                "" + home.kafkaPort(),
                "--s3-port",
                "" + home.s3Port(),
                "--ops-port",
                "" + home.opsPort()));
        if (feeds != null) {
            arguments.addAll(List.of("--feeds", feeds.toString()));
        }
        arguments.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(CommandLineProcess.command(HEAP, arguments.toArray(new String[0])))
                .directory(home.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
        return new LocalProcess(builder.start(), home.log());
    }

    private void readLines() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("stdout broke: " + e);
        }
        lines.add(END);
    }

    /** Waits until it accepts chunks. */
    void awaitReady() {
        try {
            String line = lines.poll(READY_TIMEOUT_S, TimeUnit.SECONDS);
            if (!"ready".equals(line)) {
                process.destroyForcibly();
                throw new AssertionError("expected 'ready' as the first line, got '" + line + "'; log:\n" + tail(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String tail(Path log) {
        try {
            String text = Files.exists(log) ? Files.readString(log) : "(none)";
            return text.substring(Math.max(0, text.length() - 8_000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Everything printed to stdout after {@code ready}, so far. */
    List<String> furtherLines() {
        return lines.stream().filter(line -> !line.equals(END)).toList();
    }

    /** kill -9, and waits until the process is gone. */
    void kill() {
        process.destroyForcibly();
        await(STOP_TIMEOUT_S);
    }

    /** kill -9 after a while; fails when the process ends by itself before that. */
    void killAfter(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process ended by itself: " + process.exitValue() + "; log:\n" + tail(log));
        }
        kill();
    }

    /** SIGTERM; fails when the process needs longer than promised. */
    void stop() {
        process.destroy();
        await(STOP_TIMEOUT_S);
    }

    private void await(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end within " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** A port that nothing has, and that no outgoing connection is given: those get ports from 32768 on. */
    static int freePort() throws IOException {
        for (int trial = 0; trial < PORT_TRIALS_MAX; trial++) {
            int port = ThreadLocalRandom.current().nextInt(PORT_FIRST, PORT_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port from " + PORT_FIRST + " to " + PORT_LAST);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
