package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;

/**
 * W13. Goal: an archive on another disk, which is full, costs nothing but time. Method: a process of its own with a disk
 * of 256 KB that is made larger later.
 */
class FullDiskTest {

    private static final String LARGE = "large ".repeat(60_000);

    @TempDir
    Path root;

    @Test
    void keepsWhatDoesNotFitAndArchivesItOnceThereIsRoom() throws IOException, InterruptedException {
        Path archive = Files.createDirectory(root.resolve("archive"));

        OtherProcess.runWithDisk(archive, "256k", FullDiskTest.class, root.toString());

        assertThat(root.resolve("a")).isEmptyDirectory();
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        DropFixture drop = new DropFixture(root);
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "small");
        drop.drop("a", "x_2.ts", LARGE);
        drop.drop("a", "x_3.ts", "small too");
        drop.pass(Duration.ZERO);
        drop.sent.forEach(chunk -> drop.close(chunk, Outcome.State.REGISTERED, null));

        drop.pass(Duration.ofMinutes(6));
        assertThat(files(root.resolve("archive/2026-11-22/a"))).containsExactly("x_1.ts", "x_3.ts");
        assertThat(root.resolve("a/x_2.ts")).hasContent(LARGE);
        Process remount = new ProcessBuilder(
                        "mount",
                        "-o",
                        "remount,size=2m",
                        root.resolve("archive").toString())
                .inheritIO()
                .start();
        assertThat(remount.waitFor()).isZero();
        drop.pass(Duration.ofMinutes(6));

        assertThat(files(root.resolve("archive/2026-11-22/a"))).containsExactly("x_1.ts", "x_2.ts", "x_3.ts");
        assertThat(root.resolve("archive/2026-11-22/a/x_2.ts")).hasContent(LARGE);
        assertThat(drop.sent).hasSize(3);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
