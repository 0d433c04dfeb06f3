package tams.ingest.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end; what it prints is thrown away, what it complains about is shown. */
final class Tool {

    /** Longest a program may run. Encoding ten seconds of video takes below one minute on a small machine. */
    private static final int SECONDS_MAX = 300;

    private Tool() {}

    /**
     * Runs it.
     *
     * @return nanoseconds from start to end
     * @throws IOException if it cannot be started, runs too long or ends with another code than 0
     */
    static long run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " runs longer than " + SECONDS_MAX + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " ended with code " + process.exitValue() + ": " + command);
        }
        return System.nanoTime() - start;
    }

    /** True if the program is there. */
    static boolean exists(String name) {
        try {
            run(List.of(name, "-version"));
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
