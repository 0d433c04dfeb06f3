package tams.ingest.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Settings;

/**
 * A bucket of any S3, and all that may be done to it besides reading. Thread-safe.
 *
 * <p>Reading goes through {@link java.nio.file.Files} over paths that {@link #open} gives, each of them one object, with an
 * {@link ObjectVersion} as its file key. A listing may be as long as it likes.
 */
public final class Bucket implements AutoCloseable {

    private final BucketCalls calls;

    private Bucket(BucketCalls calls) {
        this.calls = calls;
    }

    /**
     * The place that {@code s3://bucket/prefix} stands for. Asks the S3 nothing.
     *
     * @throws ConfigException when {@code drop.s3.*} cannot be used
     */
    public static Path open(Settings settings, BucketAddress address) {
        try {
            BucketCalls calls = BucketCalls.open(S3Access.of(settings), address.bucket());
            return new BucketFileSystem(calls).place(address.prefix());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("drop.s3.* cannot be used: " + e.getMessage());
        }
    }

    /** The bucket that a path lies in; empty for a path of files. */
    public static Optional<Bucket> of(Path path) {
        return path.getFileSystem() instanceof BucketFileSystem bucket
                ? Optional.of(new Bucket(bucket.calls()))
                : Optional.empty();
    }

    /** Another place in the bucket that a path lies in. */
    public static Path place(Path inSameBucket, String prefix) {
        return BucketPath.of(inSameBucket).getFileSystem().place(prefix);
    }

    public String name() {
        return calls.bucket();
    }

    /** Makes sure that what lies below a place can be listed. @throws BucketException why not */
    public void check(Path place) throws IOException {
        calls.list(BucketPath.of(place).key(), null, 1);
    }

    /** One look at the folders right below a place, with fewer calls than one for each. */
    public ObjectSweep sweep(Path place) {
        return new ObjectSweep(calls, place);
    }

    /** What is wrong with the bucket as the last call found it, in one line; empty while it answers. */
    public Optional<String> trouble() {
        return calls.trouble();
    }

    /**
     * The mark that an object was given when it was copied or written here; empty text for one that was not.
     *
     * @throws NoSuchFileException when there is no object
     */
    public String markOf(Path object) throws IOException {
        return calls.head(BucketPath.of(object).key()).metadata().getOrDefault(Marks.MARK, "");
    }

    /**
     * Copies an object, in place of what the target is, with a mark.
     *
     * @throws NoSuchFileException when the source has other content than that version; nothing was written
     */
    public void copy(Path source, ObjectVersion version, Path target, String mark) throws IOException {
        new ObjectCopy(calls)
                .copy(
                        BucketPath.of(source).key(),
                        version,
                        BucketPath.of(target).key(),
                        mark);
    }

    /** Writes a small text, whole or not at all, in place of what is there. */
    public void write(Path object, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        calls.put(BucketPath.of(object).key(), "text/plain; charset=utf-8", null, RequestBody.fromBytes(bytes));
    }

    /**
     * Puts a copy of a file into the bucket, streamed, in place of what is there.
     *
     * @param sha256 of the file as it is meant to be, in hex
     * @return whether what was sent has that hash; if not, the file has changed, and the copy is gone again
     * @throws IOException the file's, when it cannot be read; a {@link BucketException} when the bucket cannot be used
     */
    public boolean put(Path target, Path file, long bytes, String sha256) throws IOException {
        String key = BucketPath.of(target).key();
        FileBody body = new FileBody(file, bytes);
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        try {
            calls.put(key, "video/mp2t", checksum, body.request());
        } catch (IOException | RuntimeException e) {
            // A file that is too short is an illegal state to the SDK.
            body.throwFailure();
            if (body.isOtherThan(sha256)) {
                return false;
            }
            throw e;
        }
        if (body.isOtherThan(sha256)) {
            calls.delete(key, null);
            return false;
        }
        return true;
    }

    /**
     * Deletes one version of an object: looks that it is that one, and asks the S3 to delete nothing else. An S3 that does
     * not know conditions on deletions ignores this one, so that there what is written between look and deletion is lost
     * unless the bucket keeps versions.
     *
     * @throws NoSuchFileException when it is gone or has other content, which stays
     */
    public void delete(Path object, ObjectVersion version) throws IOException {
        String key = BucketPath.of(object).key();
        if (!version.equals(calls.attributes(key).fileKey())) {
            throw new NoSuchFileException(key, null, "it has other content by now");
        }
        calls.delete(key, version);
    }

    @Override
    public void close() {
        calls.close();
    }
}
