package tams.ingest.registrar;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.s3.Bucket;
import tams.ingest.s3.BucketException;

/**
 * The drop folder as this host sees it, on a disk or in a bucket, and the copies that are staged for it. Paths in events are data: none of them is opened before it is known to name a
 * regular file below the root.
 *
 * @param quarantine where a refused chunk's file is once it was moved away; null where that is not known
 */
record DropRoot(Path path, @Nullable Path staging, @Nullable Quarantine quarantine) {

    /** Where nothing that was refused is found again. */
    DropRoot(Path path, @Nullable Path staging) {
        this(path, staging, null);
    }

    /** With no copies. */
    DropRoot(Path path) {
        this(path, null);
    }

    /** What a look found: the file, or why it cannot be had. */
    record Found(Optional<Path> file, Optional<RegistrationEvent.SourceFaulty> fault) {

        static Found at(Path file) {
            return new Found(Optional.of(file), Optional.empty());
        }

        static Found faulty(RegistrationEvent.SourceFaulty.Fault fault, String reason) {
            return new Found(Optional.empty(), Optional.of(new RegistrationEvent.SourceFaulty(fault, reason)));
        }
    }

    /**
     * Whether the folder is there and holds something: a mount point that lost its mount is there, and empty. A bucket that
     * answers is there, whether or not it holds anything.
     */
    private static boolean isPresent(Path place) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            return entries.iterator().hasNext() || Bucket.of(place).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The copy where there is one for us, or the file itself. */
    private Path place(ChunkFile chunk) {
        return staging != null && chunk.staged() != null ? staging : path;
    }

    Found find(ChunkFile chunk) {
        Path place = place(chunk);
        String copy = chunk.staged();
        Path file;
        try {
            file = place.resolve(place.equals(staging) && copy != null ? copy : chunk.path())
                    .normalize();
        } catch (InvalidPathException e) {
            return forbidden(chunk);
        }
        if (!file.startsWith(place.normalize()) || file.equals(place.normalize())) {
            return forbidden(chunk);
        }
        try {
            return check(chunk, place, file);
        } catch (NoSuchFileException e) {
            return Optional.ofNullable(quarantine)
                    .flatMap(kept -> kept.find(chunk))
                    .map(Found::at)
                    .orElseGet(() -> gone(chunk));
        } catch (IOException e) {
            return unreadable(chunk, e);
        }
    }

    private static Found check(ChunkFile chunk, Path place, Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || !file.toRealPath().startsWith(place.toRealPath())) {
            return forbidden(chunk);
        }
        if (attributes.size() != chunk.bytes()) {
            return changed(chunk, attributes.size() + " bytes long, announced with " + chunk.bytes());
        }
        return Files.isReadable(file)
                ? Found.at(file)
                : Found.faulty(
                        RegistrationEvent.SourceFaulty.Fault.UNREADABLE,
                        "the file " + shown(chunk) + " may not be read by registrar: give it the right to");
    }

    private Found gone(ChunkFile chunk) {
        Path place = place(chunk);
        return isPresent(place)
                ? Found.faulty(
                        RegistrationEvent.SourceFaulty.Fault.LOST,
                        (place.equals(staging) ? "the staged copy of " : "the file ") + shown(chunk) + " is gone from "
                                + (place.equals(staging) ? "drop.staging" : "the drop folder")
                                + " before it was stored")
                : Found.faulty(
                        RegistrationEvent.SourceFaulty.Fault.ROOT_MISSING,
                        Bucket.of(place)
                                .flatMap(Bucket::trouble)
                                .orElse("the drop folder " + place
                                        + " is not there or empty: check drop.root and its mount"));
    }

    Found unreadable(ChunkFile chunk, IOException error) {
        if (error instanceof BucketException trouble && !trouble.isRefused()) {
            // Busy or not to be reached, which passes: waited for like a disk that is not mounted.
            return Found.faulty(RegistrationEvent.SourceFaulty.Fault.ROOT_MISSING, String.valueOf(error.getMessage()));
        }
        return isPresent(place(chunk))
                ? Found.faulty(
                        RegistrationEvent.SourceFaulty.Fault.UNREADABLE,
                        "the file " + shown(chunk) + " cannot be read ("
                                + error.getClass().getSimpleName() + "): check its rights and its disk")
                : gone(chunk);
    }

    static Found changed(ChunkFile chunk, String now) {
        return Found.faulty(
                RegistrationEvent.SourceFaulty.Fault.LOST,
                "the file " + shown(chunk) + " is not what was announced: it is " + now);
    }

    private static Found forbidden(ChunkFile chunk) {
        return Found.faulty(
                RegistrationEvent.SourceFaulty.Fault.FORBIDDEN,
                shown(chunk) + " does not name a regular file below the drop folder: links and the like are not read");
    }

    /** A path as it may be shown: names are anybody's. */
    static String shown(ChunkFile chunk) {
        StringBuilder shown = new StringBuilder("'");
        chunk.path()
                .codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) ? String.format("\\u%04x", point) : Character.toString(point)));
        return shown.append('\'').toString();
    }
}
