package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a full disk costs a store nothing but time: it answers 5xx, all it has acknowledged stays and can be read, and once
 * there is room it goes on without a restart. Method: a process of its own, on a disk of a few MB, with a ballast on it that
 * comes and goes.
 */
@Timeout(180)
class SmallDiskTest {

    private static final String DISK = "12m";

    /** What the ballast leaves to the store. */
    private static final int ROOM_BYTES = 1 << 20;

    private static final int ROUNDS = 3;
    private static final int WAIT_S = 150;

    @TempDir
    Path folder;

    @Test
    void answersThatItIsFullAndGoesOnWhenItIsNot() throws IOException, InterruptedException {
        int works = new ProcessBuilder("sh", "-c", "unshare -m true 2> /dev/null")
                .start()
                .waitFor();
        assumeTrue(works == 0, "a disk of its own needs root and unshare (util-linux)");
        Path log = folder.resolve("log");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process process = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + DISK + " tmpfs \"$0\" && exec \"$@\"",
                        disk.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallDiskTest.class.getName(),
                        disk.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean hasEnded = process.waitFor(WAIT_S, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(hasEnded && process.waitFor() == 0).as(() -> end(log)).isTrue();
    }

    private static String end(Path log) {
        try {
            String said = Files.readString(log);
            return said.substring(Math.max(0, said.length() - 8_000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A store's life on the disk. */
    public static void main(String... arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path ballast = disk.resolve("ballast");
        LocalTamsConfig config = LocalTamsConfig.of(disk.resolve("store"), 0, 0);
        DiskFiller filler;
        try (LocalTams store = LocalTams.start(config)) {
            filler = new DiskFiller(store.url());
            for (int round = 0; round < ROUNDS; round++) {
                int room = (int) Files.getFileStore(disk).getUsableSpace();
                Files.write(ballast, new byte[Math.max(room - ROOM_BYTES, 0)]);
                filler.fillWithObjects();
                filler.fillWithSegments();
                filler.findsAllAt(store.url());
                Files.delete(ballast);
                assertThat(filler.nameSome()).isEqualTo(201);
                assertThat(filler.storeOne()).isEqualTo(201);
                filler.findsAllAt(store.url());
            }
        }
        try (LocalTams store = LocalTams.start(config)) {
            filler.findsAllAt(store.url());
        }
        System.exit(0);
    }
}
