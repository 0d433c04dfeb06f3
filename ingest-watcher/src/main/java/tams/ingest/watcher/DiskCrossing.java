package tams.ingest.watcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Moves a file to another file system: a copy under a hidden name, read back and compared, that gets its name once it is on
 * the disk; then the source goes. A crash before the last step leaves two files with the same bytes; the next attempt finds
 * that its work is done.
 */
final class DiskCrossing {

    /** Begins the name of a copy that is being written. */
    private static final String COPYING = ".tams-ingest-copy-";

    private static final int COPY_BYTES = 1 << 20;

    private final ChunkReader reader;

    DiskCrossing(ChunkReader reader) {
        this.reader = reader;
    }

    /**
     * Moves.
     *
     * @param target a place that was taken for the source
     * @throws ChangedFileException when the source is not what {@code stamp} and {@code check} say; it is where it was
     */
    void move(Path source, FileStamp stamp, Path target, Mover.BytesCheck check) throws IOException {
        if (isDone(source, stamp, target, check)) {
            TakenPlace.leave(target);
        } else {
            copyTo(target, source, stamp, check);
        }
        FileMover.require(source, stamp);
        Files.delete(source);
    }

    /** Whether the bytes lie there under one of the names before this one, from before a crash or by another watcher. */
    private boolean isDone(Path source, FileStamp stamp, Path target, Mover.BytesCheck check) throws IOException {
        String name = String.valueOf(source.getFileName());
        for (int number = 0; number < FileMover.NAMESAKES_MAX; number++) {
            Path namesake = target.resolveSibling(TargetNames.numbered(name, number));
            if (namesake.equals(target) || !Files.isRegularFile(namesake, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (Files.size(namesake) == stamp.bytes() && isRight(namesake, check)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRight(Path file, Mover.BytesCheck check) throws IOException {
        ChunkReader.Reading reading = reader.read(file, LinkOption.NOFOLLOW_LINKS);
        return check.isRight(reading.bytes(), reading.sha256());
    }

    private void copyTo(Path target, Path source, FileStamp stamp, Mover.BytesCheck check) throws IOException {
        // The same name each time, so that a crash leaves at most one behind, until the next attempt.
        Path copy = target.resolveSibling(
                COPYING + UUID.nameUUIDFromBytes(source.toString().getBytes(StandardCharsets.UTF_8)));
        try {
            Files.deleteIfExists(copy);
            copy(source, copy);
            if (!isRight(copy, check)) {
                throw new ChangedFileException("the copy's bytes are not those that were registered");
            }
            FileMover.require(source, stamp);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            force(Objects.requireNonNull(target.getParent(), "a target has a folder"));
        } catch (ChangedFileException | IOException e) {
            TakenPlace.leave(target);
            throw e;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void copy(Path source, Path copy) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            long at = 0;
            while (at < size) {
                long moved = in.transferTo(at, Math.min(COPY_BYTES, size - at), out);
                if (moved <= 0) {
                    throw new ChangedFileException("the file shrank while it was copied");
                }
                at += moved;
            }
            out.force(true);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
