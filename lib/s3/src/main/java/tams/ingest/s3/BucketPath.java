package tams.ingest.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of an object, or the prefix that stands for a folder, as a path. Immutable; equal by bucket and names.
 *
 * <p>A name is whatever lies between two slashes of a key: no name is special before {@link #normalize}.
 */
final class BucketPath implements Path {

    private final BucketFileSystem bucket;
    private final boolean absolute;
    private final List<String> names;
    /** What the listing or the configuration said that this path comes from; null for a path from elsewhere. */
    final @Nullable ObjectAttributes listed;

    BucketPath(BucketFileSystem bucket, boolean absolute, List<String> names, @Nullable ObjectAttributes listed) {
        this.bucket = bucket;
        this.absolute = absolute;
        this.names = List.copyOf(names);
        this.listed = listed;
    }

    /** The path, which has to be one of a bucket. */
    static BucketPath of(Path path) {
        if (path instanceof BucketPath ours) {
            return ours;
        }
        throw new ProviderMismatchException(path + " is a file's path, not an object's");
    }

    private BucketPath with(boolean isAbsolute, List<String> others) {
        return new BucketPath(bucket, isAbsolute, others, null);
    }

    BucketPath entry(String name, ObjectAttributes attributes) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new BucketPath(bucket, absolute, longer, attributes);
    }

    /** The object's key. */
    String key() {
        return String.join("/", names);
    }

    @Override
    public BucketFileSystem getFileSystem() {
        return bucket;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? with(true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public @Nullable Path getParent() {
        boolean hasNone = names.isEmpty() || (names.size() == 1 && !absolute);
        return hasNone ? null : with(absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return with(false, List.of(names.get(index)));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return with(false, names.subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return isOfSameKind(other)
                && names.size() >= BucketPath.of(other).names.size()
                && names.subList(0, BucketPath.of(other).names.size()).equals(BucketPath.of(other).names);
    }

    @Override
    public boolean endsWith(Path other) {
        int from = names.size() - other.getNameCount();
        return other instanceof BucketPath ours
                && from >= 0
                && (ours.absolute
                        ? equals(ours)
                        : names.subList(from, names.size()).equals(ours.names));
    }

    private boolean isOfSameKind(Path other) {
        return other instanceof BucketPath ours && ours.bucket.equals(bucket) && ours.absolute == absolute;
    }

    @Override
    public Path normalize() {
        List<String> normal = new ArrayList<>();
        for (String name : names) {
            if (name.equals("..")
                    && !normal.isEmpty()
                    && !normal.get(normal.size() - 1).equals("..")) {
                normal.remove(normal.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".") && !(name.equals("..") && absolute)) {
                normal.add(name);
            }
        }
        return with(absolute, normal);
    }

    @Override
    public Path resolve(Path other) {
        BucketPath ours = BucketPath.of(other);
        if (ours.absolute) {
            return ours;
        }
        List<String> longer = new ArrayList<>(names);
        longer.addAll(ours.names);
        return with(absolute, longer);
    }

    @Override
    public Path relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException(other + " does not lie below " + this);
        }
        List<String> all = BucketPath.of(other).names;
        return with(false, all.subList(names.size(), all.size()));
    }

    @Override
    public URI toUri() {
        try {
            return new URI("s3", bucket.name(), "/" + key(), null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not an address: " + this, e);
        }
    }

    @Override
    public Path toAbsolutePath() {
        return absolute ? this : with(true, names);
    }

    /** There are no links in a bucket. */
    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("a bucket tells nothing of its changes");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BucketPath path && isOfSameKind(path) && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** As people write it: {@code s3://bucket/key}; a relative path has its names alone. */
    @Override
    public String toString() {
        return absolute ? "s3://" + bucket.name() + "/" + key() : key();
    }

    /** The names of a text with slashes between them. */
    static List<String> namesIn(String text) {
        return text.isEmpty() ? Collections.emptyList() : List.of(text.split("/", -1));
    }
}
