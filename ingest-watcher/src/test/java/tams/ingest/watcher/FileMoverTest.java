package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMoverTest {

    private static final Path MEMORY_DISK = Path.of("/dev/shm");
    private static final String HASH_OF_ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

    @TempDir
    Path folder;

    private final FileMover mover = new FileMover();

    private static FileStamp stamp(Path file) throws IOException {
        return FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean any(long bytes, String sha256) {
        return true;
    }

    private Path source(String content) throws IOException {
        return Files.writeString(folder.resolve("a.ts"), content);
    }

    @Test
    void leavesAFileAloneThatIsNotTheOneThatWasMeant() throws IOException {
        Path file = source("one");
        FileStamp before = stamp(file);
        Files.writeString(file, "other");

        assertThatThrownBy(() -> mover.move(file, before, folder.resolve("b.ts"), FileMoverTest::any))
                .isInstanceOf(ChangedFileException.class);
        assertThatThrownBy(() -> mover.delete(file, before, UUID.randomUUID(), FileMoverTest::any))
                .isInstanceOf(ChangedFileException.class);

        assertThat(file).hasContent("other");
        assertThat(folder).isDirectoryContaining(only -> only.equals(file));
    }

    @Test
    void leavesTheFileThatTookItsPlaceMeanwhile() throws IOException {
        Path file = source("one");
        Path taken = Files.writeString(folder.resolve("b.ts"), "another");

        assertThatThrownBy(() -> mover.move(file, stamp(file), taken, FileMoverTest::any))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(taken).hasContent("another");
        assertThat(file).hasContent("one");
    }

    @Test
    void leavesNothingInThePlaceOfAFileThatIsGone() throws IOException {
        Path file = source("one");
        FileStamp stamp = stamp(file);

        assertThatThrownBy(() -> mover.move(file, stamp, folder.resolve("b.ts"), (bytes, sha256) -> {
                    remove(file);
                    return true;
                }))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(folder).isEmptyDirectory();
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void makesNoFolderWhereTheDiskIsMissing() {
        Path missing = folder.resolve("mount/archive");

        assertThatThrownBy(() -> mover.folder(missing, "2026-11-22")).hasMessageContaining("mounted");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void doesNotFollowALinkOutOfTheArchive() throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(archive.resolve("2026-11-22"), elsewhere);

        assertThatThrownBy(() -> mover.folder(archive, "2026-11-22", "a")).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void copiesAcrossFileSystemsAndVerifies() throws IOException {
        Path other = otherDisk();
        try {
            Path file = source("one");
            Path target = other.resolve("a.ts");

            mover.move(file, stamp(file), target, (bytes, sha256) -> bytes == 3 && sha256.equals(HASH_OF_ONE));

            assertThat(target).hasContent("one");
            assertThat(folder).isEmptyDirectory();
            assertThat(other).isDirectoryContaining(only -> only.equals(target));
        } finally {
            delete(other);
        }
    }

    /** W5: the copy had its name when the process was killed, and the source was still there. */
    @Test
    void findsTheCopyThatACrashLeftOnAnotherDiskAndMakesNoSecondOne() throws IOException {
        Path other = otherDisk();
        try {
            Path file = source("one");
            Path copy = Files.writeString(other.resolve("a.ts"), "one");
            Path place = TakenPlace.in(other, file);

            mover.move(file, stamp(file), place, (bytes, sha256) -> sha256.equals(HASH_OF_ONE));

            assertThat(folder).isEmptyDirectory();
            assertThat(other).isDirectoryContaining(only -> only.equals(copy));
            assertThat(other.toFile().list()).hasSize(1);
        } finally {
            delete(other);
        }
    }

    @Test
    void givesANamesakeOnAnotherDiskANumber() throws IOException {
        Path other = otherDisk();
        try {
            Path file = source("one");
            Files.writeString(other.resolve("a.ts"), "two");

            mover.move(
                    file,
                    stamp(file),
                    TakenPlace.in(other, file),
                    (bytes, sha256) -> bytes == 3 && sha256.equals(HASH_OF_ONE));

            assertThat(other.resolve("a.ts")).hasContent("two");
            assertThat(other.resolve("a.1.ts")).hasContent("one");
            assertThat(folder).isEmptyDirectory();
        } finally {
            delete(other);
        }
    }

    @Test
    void keepsTheSourceWhenTheCopyIsNotWhatWasRegistered() throws IOException {
        Path other = otherDisk();
        try {
            Path file = source("one");

            assertThatThrownBy(() -> mover.move(file, stamp(file), other.resolve("a.ts"), (bytes, sha256) -> false))
                    .isInstanceOf(ChangedFileException.class);

            assertThat(file).hasContent("one");
            assertThat(other).isEmptyDirectory();
        } finally {
            delete(other);
        }
    }

    private Path otherDisk() throws IOException {
        assumeTrue(
                Files.isWritable(MEMORY_DISK)
                        && !Files.getFileStore(MEMORY_DISK).equals(Files.getFileStore(folder)),
                "there is no second file system to copy to");
        return Files.createTempDirectory(MEMORY_DISK, "tams-ingest-test");
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (NotDirectoryException e) {
            throw new IllegalStateException(e);
        }
        Files.delete(directory);
    }

    @Test
    void makesAFolderThatAnotherWatcherMakesAtTheSameMoment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 500; round++) {
                String name = "x" + round;
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Path> watcher = () -> {
                    start.await();
                    return new FileMover().folder(folder, name, "y");
                };
                for (Future<Path> made : threads.invokeAll(List.of(watcher, watcher))) {
                    assertThat(made.get()).isDirectory().endsWith(Path.of(name, "y"));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
