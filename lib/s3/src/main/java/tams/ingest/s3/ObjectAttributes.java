package tams.ingest.s3;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What an S3 says of an object, or of what stands for a folder.
 *
 * @param modified in whole seconds, since listings and answers about one object may differ below that
 * @param fileKey the object's {@link ObjectVersion}; null for a folder
 */
record ObjectAttributes(
        long size, Instant modified, @Nullable ObjectVersion fileKey) implements BasicFileAttributes {

    static final ObjectAttributes FOLDER = new ObjectAttributes(0, Instant.EPOCH, null);

    ObjectAttributes {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What a listing says. */
    static ObjectAttributes of(S3Object object) {
        return new ObjectAttributes(object.size(), object.lastModified(), ObjectVersion.of(object.eTag()));
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.from(modified);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return fileKey != null;
    }

    @Override
    public boolean isDirectory() {
        return fileKey == null;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }
}
