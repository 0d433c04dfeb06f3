package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.watcher.ChunkReader;

/**
 * A file that was read, and what it says about itself.
 *
 * @param reading null with an error
 * @param error why it could not be read; null with a reading
 */
record MeasuredFile(
        Path file,
        ChunkReader.@Nullable Reading reading,
        @Nullable String error) {

    /** Reads a file. Whatever goes wrong is in the error. */
    static MeasuredFile of(ChunkReader reader, Path file) {
        try {
            if (Files.isDirectory(file)) {
                return new MeasuredFile(file, null, "a folder without files that may be chunks");
            }
            return new MeasuredFile(file, reader.read(file), null);
        } catch (NoSuchFileException e) {
            return new MeasuredFile(file, null, "there is no such file");
        } catch (AccessDeniedException e) {
            return new MeasuredFile(file, null, "permission denied");
        } catch (IOException e) {
            return new MeasuredFile(file, null, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * The same as the watcher would announce it.
     *
     * @param number among the files, so that two files of one name are two arrivals
     */
    ChunkArrived arrival(ChunkReader.Reading read, int number, FeedSettings settings) {
        Instant now = Clock.systemUTC().instant();
        String feed = settings.feed().id();
        String path = number + "/" + file.getFileName();
        ChunkFile bytes = new ChunkFile(
                path.substring(0, Math.min(path.length(), ChunkFile.PATH_CHARS_MAX)), read.bytes(), read.sha256());
        return new ChunkArrived(
                feed,
                Ids.arrival(feed, bytes),
                bytes,
                null,
                now,
                now,
                read.measurement(),
                read.fault(),
                new Evidence(null, null, false, read.slices()),
                settings);
    }
}
