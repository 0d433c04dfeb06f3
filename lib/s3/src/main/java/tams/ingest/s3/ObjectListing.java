package tams.ingest.s3;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What lies right below a prefix, page by page: objects as files, longer prefixes as folders. Holds one page, of {@value
 * BucketCalls#PAGE_MAX} entries at most, however long the listing.
 *
 * <p>The object that consoles make to show an empty folder, which has the folder's own key, is passed over.
 */
final class ObjectListing implements DirectoryStream<Path> {

    private final BucketCalls calls;
    private final BucketPath folder;
    private final String prefix;
    private final Filter<? super Path> filter;
    private final Deque<Path> page = new ArrayDeque<>();
    private @Nullable String next;

    private ObjectListing(BucketCalls calls, BucketPath folder, Filter<? super Path> filter) {
        this.calls = calls;
        this.folder = folder;
        this.prefix = folder.getNameCount() == 0 ? "" : folder.key() + "/";
        this.filter = filter;
    }

    /** Asks for the first page, so that a bucket that cannot be listed is known at once. */
    static ObjectListing open(BucketCalls calls, BucketPath folder, Filter<? super Path> filter) throws IOException {
        ObjectListing listing = new ObjectListing(calls, folder, filter);
        listing.take(calls.list(listing.prefix, null, BucketCalls.PAGE_MAX));
        return listing;
    }

    private void take(ListObjectsV2Response answer) throws IOException {
        for (CommonPrefix longer : answer.commonPrefixes()) {
            add(longer.prefix().substring(prefix.length(), longer.prefix().length() - 1), ObjectAttributes.FOLDER);
        }
        for (S3Object object : answer.contents()) {
            add(object.key().substring(prefix.length()), ObjectAttributes.of(object));
        }
        next = Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null;
    }

    private void add(String name, ObjectAttributes attributes) throws IOException {
        if (!name.isEmpty()) {
            Path entry = folder.entry(name, attributes);
            if (filter.accept(entry)) {
                page.add(entry);
            }
        }
    }

    @Override
    public Iterator<Path> iterator() {
        return new Entries();
    }

    @Override
    public void close() {
        page.clear();
        next = null;
    }

    /** The entries of this page and the next ones. */
    private final class Entries implements Iterator<Path> {

        /** @throws DirectoryIteratorException when a further page cannot be had */
        @Override
        public boolean hasNext() {
            try {
                while (page.isEmpty() && next != null) {
                    take(calls.list(prefix, next, BucketCalls.PAGE_MAX));
                }
            } catch (IOException e) {
                throw new DirectoryIteratorException(e);
            }
            return !page.isEmpty();
        }

        @Override
        public Path next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the listing has ended");
            }
            return page.remove();
        }
    }
}
