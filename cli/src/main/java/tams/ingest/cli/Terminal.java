package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody sits at the other end. Java does not tell for one stream alone, Linux does; elsewhere nobody does. */
final class Terminal {

    static final int STDIN = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;

    private Terminal() {}

    /** Whether a stream, by its number, is a terminal. */
    static boolean is(int descriptor) {
        Path stream = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
