package tams.ingest.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.kit.ConfigException;

/** The folder under {@code --data}: held by one process at a time, and the namespace of the ids made from it. */
record DataFolder(Path path, UUID namespace, FileChannel lock) implements AutoCloseable {

    /**
     * Takes the folder, making it when it is missing.
     *
     * @throws ConfigException when it cannot be written or another process holds it
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new ConfigException("the data folder " + path
                        + " is in use by another tams-ingest; end that one or choose another --data");
            }
            return new DataFolder(path, namespace(path), lock);
        } catch (IOException e) {
            throw new ConfigException("the data folder " + path + " cannot be used: " + e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Made once: with another namespace every Flow would get another id. */
    private static UUID namespace(Path data) throws IOException {
        Path file = data.resolve("namespace");
        if (!Files.exists(file)) {
            // Renamed when whole, so that a kill between the two never leaves half an id.
            Path fresh = Files.writeString(data.resolve("namespace.new"), UUID.randomUUID() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        String text = Files.readString(file).strip();
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the file " + file + " does not hold a UUID: '" + text + "'");
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
