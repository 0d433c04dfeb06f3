package tams.ingest.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what {@link java.nio.file.Files} asks into calls to an S3.
 *
 * <p>Only what stands behind a listing or an object's name is known: a path that names no object and comes from no listing
 * counts as missing, except a place that was opened and the bucket itself.
 */
final class BucketProvider extends FileSystemProvider {

    private final BucketCalls calls;
    private final BucketFileSystem bucket;

    BucketProvider(BucketCalls calls, BucketFileSystem bucket) {
        this.calls = calls;
        this.bucket = bucket;
    }

    @Override
    public String getScheme() {
        return "s3";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("buckets are opened from the configuration");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return bucket;
    }

    @Override
    public Path getPath(URI uri) {
        return bucket.place(uri.getPath());
    }

    /** Reads an object; with an {@link ObjectVersion} among the options, that content or none. */
    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        ObjectVersion version = null;
        for (OpenOption option : options) {
            if (option instanceof ObjectVersion asked) {
                version = asked;
            } else if (option != StandardOpenOption.READ && !(option instanceof LinkOption)) {
                throw new ReadOnlyFileSystemException();
            }
        }
        return ObjectChannel.open(calls, BucketPath.of(path).key(), version);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return ObjectListing.open(calls, BucketPath.of(folder), filter);
    }

    /** Removes an object, whatever its content; one that is not there is gone already. */
    @Override
    public void delete(Path path) throws IOException {
        calls.delete(BucketPath.of(path).key(), null);
    }

    /** Costs no call for a path that a listing gave, for the bucket itself, and for asking whether reading is allowed. */
    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        if (Arrays.asList(modes).contains(AccessMode.WRITE)) {
            throw new ReadOnlyFileSystemException();
        }
        if (!List.of(modes).contains(AccessMode.READ)) {
            attributes(path);
        }
    }

    private BasicFileAttributes attributes(Path path) throws IOException {
        BucketPath object = BucketPath.of(path);
        ObjectAttributes listed = object.listed;
        if (listed != null) {
            return listed;
        }
        return object.getNameCount() == 0 ? ObjectAttributes.FOLDER : calls.attributes(object.key());
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException("objects have basic attributes only");
        }
        return type.cast(attributes(path));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        BasicFileAttributes known = attributes(path);
        return Map.of("size", known.size(), "lastModifiedTime", known.lastModifiedTime());
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException("a bucket has no size");
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
