package tams.ingest.watcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import tams.ingest.mpegts.KnownPrograms;
import tams.ingest.s3.Bucket;
import tams.ingest.s3.ObjectVersion;

/**
 * Moves and deletes objects within one bucket.
 *
 * <p>A bucket cannot rename, so a move is a copy that the S3 makes of one version, a reading of that copy to its end, and a
 * deletion of that version. A crash in between leaves a copy with a mark, by which the next attempt finds its place again.
 */
final class ObjectMover implements Mover {

    private final Bucket bucket;
    private final ChunkReader reader = new ChunkReader();

    ObjectMover(Bucket bucket) {
        this.bucket = bucket;
    }

    /** There is nothing to make: a prefix is there with the first object below it. */
    @Override
    public Path folder(Path base, String... names) {
        Path folder = base;
        for (String name : names) {
            folder = folder.resolve(name);
        }
        return folder;
    }

    @Override
    public Path free(Path directory, FoundFile file) throws IOException {
        String mark = mark(file.path(), version(file.path(), file.stamp()));
        for (int number = 0; number < FileMover.NAMESAKES_MAX; number++) {
            Path target = directory.resolve(TargetNames.numbered(file.name(), number));
            if (isFree(target, mark)) {
                return target;
            }
        }
        throw new FileAlreadyExistsException(directory + " has " + FileMover.NAMESAKES_MAX + " objects of that name");
    }

    private boolean isFree(Path target, String mark) throws IOException {
        try {
            return bucket.markOf(target).equals(mark);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** The same for one version of an object at each attempt, and for nothing else. */
    private static String mark(Path source, ObjectVersion version) {
        String named = source + " " + version.etag();
        return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The version of what was found. @throws ChangedFileException when it was overwritten since */
    private static ObjectVersion version(Path source, FileStamp stamp) throws IOException {
        var seen = Files.readAttributes(source, BasicFileAttributes.class);
        if (!FileStamp.of(seen).equals(stamp)) {
            throw new ChangedFileException("the object was overwritten");
        }
        return (ObjectVersion) requireNonNull(seen.fileKey(), "an object has a version");
    }

    @Override
    public void write(Path file, String text) throws IOException {
        bucket.write(file, text);
    }

    @Override
    public void move(Path source, FileStamp stamp, Path target, BytesCheck check) throws IOException {
        ObjectVersion version = version(source, stamp);
        bucket.copy(source, version, target, mark(source, version));
        ChunkReader.Reading copied = reader.read(target);
        if (!check.isRight(copied.bytes(), copied.sha256())) {
            bucket.delete(target, version(target, FileMover.stampOf(target)));
            throw new ChangedFileException("the copy's bytes are not those that were registered");
        }
        bucket.delete(source, version);
    }

    @Override
    public void delete(Path source, FileStamp stamp, UUID arrival, BytesCheck check) throws IOException {
        ObjectVersion version = version(source, stamp);
        ChunkReader.Reading now = reader.read(source, KnownPrograms.NONE, version);
        if (!check.isRight(now.bytes(), now.sha256())) {
            throw new ChangedFileException("the bytes are others than those that were registered");
        }
        bucket.delete(source, version);
    }

    /** Nothing is put aside here, for a deletion is one call: an object with such a name is somebody else's and stays. */
    @Override
    public boolean finishDelete(Path aside, UUID arrival, String sha256) throws NoSuchFileException {
        throw new NoSuchFileException(aside.toString(), null, "it is none of ours");
    }
}
