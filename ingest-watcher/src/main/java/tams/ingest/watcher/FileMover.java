package tams.ingest.watcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;

/**
 * Moves and deletes finished files. Never replaces a file, and never lets go of bytes other than those it was told of: the
 * stamp is compared before and after.
 */
final class FileMover implements Mover {

    /**
     * Begins the name of a file that is being deleted; the arrival follows, then the hash of the bytes that may go. Hidden,
     * so no scan takes it for a chunk.
     */
    static final String DELETING = ".tams-ingest-delete-";

    private static final String RESTORED = "restored-";

    /** Most files of one name in one target folder. */
    static final int NAMESAKES_MAX = 10_000;

    private final ChunkReader reader = new ChunkReader();
    private final DiskCrossing crossing = new DiskCrossing(reader);

    @Override
    public Path free(Path directory, FoundFile file) throws IOException {
        return TakenPlace.in(directory, file.path());
    }

    /** A free place for a file and for its reason, if it has one. */
    Path free(Path directory, String name) throws IOException {
        for (int number = 0; number < NAMESAKES_MAX; number++) {
            String candidate = TargetNames.numbered(name, number);
            Path target = directory.resolve(candidate);
            if (!exists(target) && !exists(directory.resolve(TargetNames.reasonOf(candidate)))) {
                return target;
            }
        }
        throw new FileAlreadyExistsException(directory + " has " + NAMESAKES_MAX + " files of that name");
    }

    /** A folder below {@code base}, made where missing; {@code base} itself and what lies above it are never made. */
    @Override
    public Path folder(Path base, String... names) throws IOException {
        if (!Files.isDirectory(base)) {
            throw new IOException("the folder " + base + " is missing; is its disk mounted?");
        }
        Path folder = base.toRealPath();
        for (String name : names) {
            folder = folder.resolve(name);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                make(folder);
            }
        }
        return folder;
    }

    /** Makes one folder where there is none; another watcher may make it at the same moment. */
    static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /**
     * Moves a file to a free place, or to one that is taken for it, across file systems if need be. Somebody who takes the
     * place meanwhile keeps it.
     *
     * @throws ChangedFileException when the source is not what {@code stamp} and {@code check} say; it is where it was
     * @throws IOException when it could not be moved; it is where it was
     */
    @Override
    public void move(Path source, FileStamp stamp, Path target, BytesCheck check) throws IOException {
        try {
            verify(source, stamp, check);
            TakenPlace.take(target, source);
        } catch (ChangedFileException | IOException e) {
            if (TakenPlace.isOf(target, source)) {
                TakenPlace.leave(target);
            }
            throw e;
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            crossing.move(source, stamp, target, check);
            return;
        } catch (IOException e) {
            TakenPlace.leave(target);
            throw e;
        }
        if (!stampOf(target).equals(stamp)) {
            giveBack(target, source);
        }
    }

    /**
     * Deletes a file.
     *
     * @throws ChangedFileException when it is not what {@code stamp} and {@code check} say; it is where it was
     */
    @Override
    public void delete(Path source, FileStamp stamp, UUID arrival, BytesCheck check) throws IOException {
        String sha256 = verify(source, stamp, check);
        Path aside = source.resolveSibling(DELETING + arrival + "-" + sha256);
        Files.move(source, aside, StandardCopyOption.ATOMIC_MOVE);
        if (!stampOf(aside).equals(stamp)) {
            giveBack(aside, source);
        }
        Files.delete(aside);
    }

    /** Reads a file again before it leaves; gives its hash. A time can be set back, a hash cannot. */
    private String verify(Path source, FileStamp stamp, BytesCheck check) throws IOException {
        require(source, stamp);
        ChunkReader.Reading now = reader.read(source, LinkOption.NOFOLLOW_LINKS);
        if (!check.isRight(now.bytes(), now.sha256())) {
            throw new ChangedFileException("the bytes are others than those that were registered");
        }
        require(source, stamp);
        return now.sha256();
    }

    /**
     * Ends a deletion that was interrupted.
     *
     * @param sha256 of the bytes that may go
     * @return whether it is gone; otherwise other bytes came in its place, which lie under a plain name again
     */
    @Override
    public boolean finishDelete(Path aside, UUID arrival, String sha256) throws IOException {
        if (reader.read(aside, LinkOption.NOFOLLOW_LINKS).sha256().equals(sha256)) {
            Files.delete(aside);
            return true;
        }
        Files.move(aside, free(parent(aside), RESTORED + arrival + ".ts"), StandardCopyOption.ATOMIC_MOVE);
        return false;
    }

    /** Somebody wrote between the look and the move: what was moved are other bytes, and they go back to be seen again. */
    private void giveBack(Path moved, Path source) throws IOException {
        Path home = exists(source) ? free(parent(source), source.getFileName().toString()) : source;
        Files.move(moved, home, StandardCopyOption.ATOMIC_MOVE);
        throw new ChangedFileException("the file was written to while it was moved");
    }

    /**
     * Writes a small text, over what may be there of it: two watchers, or one before a crash and one after, write the same
     * for one file.
     */
    @Override
    public void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    static void require(Path file, FileStamp stamp) throws IOException {
        if (!stampOf(file).equals(stamp)) {
            throw new ChangedFileException("the file was written to or replaced");
        }
    }

    static FileStamp stampOf(Path file) throws IOException {
        return FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file below the drop root has a folder");
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
