package tams.ingest.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory at a folder, which a test fills to the last byte and frees again. Linux, as root. */
final class SmallDisk implements AutoCloseable {

    private static final int COMMAND_MAX_S = 10;
    private static final int PIECE_BYTES = 64 << 10;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one; the test is skipped where that cannot be done. */
    static SmallDisk at(Path folder, int megabytes) throws Exception {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "needs the right to mount a tmpfs");
        return new SmallDisk(folder);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(COMMAND_MAX_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such command here.
            return false;
        }
    }

    private Path ballast() {
        return folder.resolve(".ballast");
    }

    /** Not one byte more goes onto it. */
    void fill() throws IOException {
        int piece = PIECE_BYTES;
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (piece > 0) {
                piece = writes(out, piece) ? piece : piece / 2;
            }
        }
    }

    private static boolean writes(OutputStream out, int bytes) {
        try {
            out.write(new byte[bytes]);
            return true;
        } catch (IOException e) {
            // It is full for a piece of this size.
            return false;
        }
    }

    boolean isFull() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() == 0;
    }

    void free() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() {
        try {
            // Lazy, for what had files open there may still be about to end.
            run("umount", "-l", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
