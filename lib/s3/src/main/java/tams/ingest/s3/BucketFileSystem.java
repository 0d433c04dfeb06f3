package tams.ingest.s3;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One bucket. Read only: what changes it goes through {@link Bucket}, which says under which condition. */
final class BucketFileSystem extends FileSystem {

    private static final Pattern SLASHES = Pattern.compile("/+");

    private final BucketProvider provider;
    private final BucketCalls calls;

    BucketFileSystem(BucketCalls calls) {
        this.calls = calls;
        this.provider = new BucketProvider(calls, this);
    }

    String name() {
        return calls.bucket();
    }

    BucketCalls calls() {
        return calls;
    }

    /** The folder in which keys with this prefix lie, however many slashes stand around it; nobody asks whether it is one. */
    Path place(String prefix) {
        List<String> names =
                SLASHES.splitAsStream(prefix).filter(name -> !name.isEmpty()).toList();
        return new BucketPath(this, true, names, ObjectAttributes.FOLDER);
    }

    @Override
    public Path getPath(String first, String... more) {
        String text = more.length == 0 ? first : first + "/" + String.join("/", more);
        boolean isAbsolute = text.startsWith("/");
        return new BucketPath(this, isAbsolute, BucketPath.namesIn(isAbsolute ? text.substring(1) : text), null);
    }

    @Override
    public BucketProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        calls.close();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(place(""));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException("a bucket is listed by prefix alone");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("objects have no owners that matter here");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a bucket tells nothing of its changes");
    }
}
