package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** The janitor's hands. They never replace a chunk, and never let go of bytes other than those they were told of. */
interface Mover {

    /** Tells whether a file has the bytes that were meant. */
    @FunctionalInterface
    interface BytesCheck {
        boolean isRight(long bytes, String sha256);
    }

    /** A folder below {@code base}, there to be moved into. */
    Path folder(Path base, String... names) throws IOException;

    /** A place in a folder that nothing else has, for a file and its reason. */
    Path free(Path directory, FoundFile file) throws IOException;

    /** Writes a small text so that it is whole or not there. */
    void write(Path file, String text) throws IOException;

    /**
     * Moves a file to a free place.
     *
     * @throws ChangedFileException when the source is not what {@code stamp} and {@code check} say; it is where it was
     * @throws IOException when it could not be moved; it is where it was
     */
    void move(Path source, FileStamp stamp, Path target, BytesCheck check) throws IOException;

    /**
     * Deletes a file.
     *
     * @throws ChangedFileException when it is not what {@code stamp} and {@code check} say; it is where it was
     */
    void delete(Path source, FileStamp stamp, UUID arrival, BytesCheck check) throws IOException;

    /**
     * Ends a deletion that was interrupted.
     *
     * @param sha256 of the bytes that may go
     * @return whether it is gone; otherwise other bytes came in its place, which lie under a plain name again
     */
    boolean finishDelete(Path aside, UUID arrival, String sha256) throws IOException;
}
