package tams.ingest.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of {@code tams-ingest} as a process of its own, to its end. */
record CommandLineProcess(int exit, String out, String err) {

    private static final int TIMEOUT_S = 90;

    /** Runs a command in an empty folder, so that no configuration file is found by accident. */
    static CommandLineProcess run(Path folder, Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command("-Xmx512m", arguments))
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        Arrays.toString(arguments) + " did not end within " + TIMEOUT_S + " s:\n" + text(err));
            }
            return new CommandLineProcess(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> command(String heap, String... arguments) {
        List<String> command = new ArrayList<>(java(heap, "tams.ingest.cli.TamsIngest"));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * The class path of this test is that of the launcher, plus the tests. Services and brokers too start as the
     * launcher starts short commands, without the optimising compiler: half the processor time.
     */
    static List<String> java(String heap, String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
