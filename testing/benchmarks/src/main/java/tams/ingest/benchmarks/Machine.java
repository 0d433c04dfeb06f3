package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What figures mean nothing without: cores, processor, Java, system. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String facts() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", Java "
                + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String processor() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name") || line.startsWith("cpu family"))
                    .limit(2)
                    .map(line -> line.replaceFirst("model name\\s*:\\s*", "").replaceAll("\\s*:\\s*", " "))
                    .sorted()
                    .reduce((one, other) -> one + " " + other)
                    .orElse("unknown processor");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
