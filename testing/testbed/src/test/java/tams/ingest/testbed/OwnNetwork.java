package tams.ingest.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A network namespace with nothing but a loopback: commands with well-known ports run in it beside all else. Linux. */
final class OwnNetwork implements AutoCloseable {

    private static final int UP_MAX_S = 10;
    private static final String LIFE_MAX_S = "900";

    private final Process holder;

    private OwnNetwork(Process holder) {
        this.holder = holder;
    }

    /** Skips the test where there can be none. */
    static OwnNetwork open() throws IOException {
        Process holder;
        try {
            holder = new ProcessBuilder(
                            "unshare", "-rn", "sh", "-c", "ip link set lo up && echo up && exec sleep " + LIFE_MAX_S)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("needs unshare (util-linux): " + e.getMessage());
            throw e;
        }
        String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"up".equals(said)) {
            holder.destroyForcibly();
            Assumptions.abort("needs network namespaces and ip (iproute2): " + said);
        }
        return new OwnNetwork(holder);
    }

    /** A line for the shell as it is started, its words on files. */
    Process start(String line, Path folder, Path out, Path err) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "-t", "" + holder.pid(), "-U", "-n", "--preserve-credentials", "sh", "-c", line));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** A line for the shell, to its end or until it was at it for so long; then it is asked to end. */
    CommandLineProcess run(String line, Path folder, int limitSeconds) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(line, folder, out, err);
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            end(process);
        }
        return new CommandLineProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** SIGTERM to all of its processes, the shell's children first. */
    static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(UP_MAX_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
