package tams.ingest.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A wall clock that processes take for the machine's, and that a test turns while they run (libfaketime). */
final class WrongClock {

    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib64/faketime/libfaketime.so.1");

    private final Path file;

    private WrongClock(Path file) {
        this.file = file;
    }

    /** One that is right so far; the test is skipped where there is no libfaketime. */
    static WrongClock in(Path folder) throws IOException {
        Assumptions.assumeTrue(LIBRARIES.stream().anyMatch(WrongClock::isThere), "needs libfaketime");
        WrongClock clock = new WrongClock(folder.resolve("clock"));
        clock.turn("+0");
        return clock;
    }

    private static boolean isThere(String library) {
        return Files.exists(Path.of(library));
    }

    /**
     * It is this late from now on, which its processes see within a second.
     *
     * @param time in the words of libfaketime, e.g. {@code +1h} or {@code @2099-01-01 00:00:00}
     */
    void turn(String time) throws IOException {
        Path aside = Files.writeString(file.resolveSibling("clock.new"), time + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a process needs that is to look at it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                LIBRARIES.stream().filter(WrongClock::isThere).findFirst().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Otherwise waits of a JVM's own threads end at once, and it does nothing but wait.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }
}
