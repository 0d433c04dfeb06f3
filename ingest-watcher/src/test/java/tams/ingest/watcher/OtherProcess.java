package tams.ingest.watcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process for checks that need what this one has not: permissions that hold for root too, or a small disk of its own. */
final class OtherProcess {

    private static final int WAIT_S = 60;

    private OtherProcess() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Whether a tool is there and may do what it is for, as containers often do not allow. */
    static boolean works(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(WAIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a main method without the right to pass over permissions, which is root's. */
    static void runWithPermissions(Class<?> main, String... arguments) throws IOException, InterruptedException {
        String drop = "-dac_override,-dac_read_search";
        List<String> confined = List.of("setpriv", "--bounding-set=" + drop, "--inh-caps=" + drop);
        assumeTrue(
                works("setpriv", "--bounding-set=" + drop, "--inh-caps=" + drop, "true"),
                "root passes over permissions, and setpriv (util-linux) cannot take that right away here");
        run(confined, main, arguments);
    }

    /** Runs a main method that sees a disk of {@code size} at {@code place}, as nobody else does. */
    static void runWithDisk(Path place, String size, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(works("unshare", "-m", "true"), "a disk of its own needs root and unshare (util-linux)");
        String mount = "mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"";
        run(List.of("unshare", "-m", "sh", "-c", mount, place.toString()), main, arguments);
    }

    private static void run(List<String> prefix, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("other-process", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean hasEnded = process.waitFor(WAIT_S, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(hasEnded && process.waitFor() == 0)
                    .as(() -> read(output))
                    .isTrue();
        } finally {
            Files.delete(output);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
