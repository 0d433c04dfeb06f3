package tams.ingest.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One look at folders right below a place, one after the other. A listing goes on through the next folders, so that 1,000
 * of them with next to nothing in them cost one call, not 1,000. Belongs to one thread; holds one page of {@value
 * BucketCalls#PAGE_MAX} objects.
 *
 * <p>Folders are to be asked for in the order of their names with a slash behind them, as S3 sorts keys by their UTF-8
 * bytes; any other order only costs a call more. What lies in other folders, or deeper, is passed over and costs a call at
 * most. Where an S3 turns out not to sort, every folder is listed by itself.
 */
public final class ObjectSweep {

    /** Sorts behind all names that occur. */
    private static final String LAST_NAME = "\uDBFF\uDFFF";

    private final BucketCalls calls;
    private final String below;
    private boolean isSorted = true;
    private @Nullable Page page;

    /**
     * What one call brought.
     *
     * @param after the key that it begins behind
     * @param isLast whether nothing comes behind it
     */
    private record Page(String after, List<S3Object> objects, boolean isLast) {

        boolean covers(String prefix) {
            return compare(after, prefix) <= 0 && (isLast || compare(prefix, end()) < 0);
        }

        String end() {
            return objects.isEmpty() ? after : objects.get(objects.size() - 1).key();
        }

        /** The place of the first object behind a key. */
        int firstBehind(String key) {
            int low = 0;
            int high = objects.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(objects.get(middle).key(), key) > 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        boolean isSorted() {
            String before = after;
            for (S3Object object : objects) {
                if (compare(before, object.key()) >= 0) {
                    return false;
                }
                before = object.key();
            }
            return isLast || !objects.isEmpty();
        }
    }

    ObjectSweep(BucketCalls calls, Path place) {
        this.calls = calls;
        this.below = place.getNameCount() == 0 ? "" : BucketPath.of(place).key() + "/";
    }

    private static int compare(String key, String other) {
        return Arrays.compareUnsigned(key.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /**
     * What lies right below one folder, as {@link java.nio.file.Files#newDirectoryStream} gives it; to be read before the
     * next folder is asked for.
     */
    public DirectoryStream<Path> open(Path folder) throws IOException {
        BucketPath asked = BucketPath.of(folder);
        String prefix = asked.key() + "/";
        Page first = isSorted ? pageOf(prefix) : null;
        return first == null
                ? ObjectListing.open(calls, asked, entry -> true)
                : new Shown(new Entries(asked, prefix, first));
    }

    /** The page that a folder begins on; null when it cannot be had, as this S3 does not sort. */
    private @Nullable Page pageOf(String prefix) throws IOException {
        Page held = page;
        return held != null && held.covers(prefix) ? held : fetch(prefix);
    }

    private @Nullable Page fetch(String after) throws IOException {
        ListObjectsV2Response answer = calls.listAll(below, after);
        Page fetched = new Page(after, answer.contents(), !Boolean.TRUE.equals(answer.isTruncated()));
        isSorted = fetched.isSorted();
        page = isSorted ? fetched : null;
        return page;
    }

    /** One folder's entries as a stream, which has nothing to close. */
    private record Shown(Iterator<Path> iterator) implements DirectoryStream<Path> {

        @Override
        public void close() {}
    }

    /** The entries of one folder, on this page and the next ones. */
    private final class Entries implements Iterator<Path> {

        private final BucketPath folder;
        private final String prefix;
        private Page current;
        private String behind;
        private @Nullable Path next;

        Entries(BucketPath folder, String prefix, Page first) {
            this.folder = folder;
            this.prefix = prefix;
            this.current = first;
            this.behind = prefix;
        }

        /** @throws DirectoryIteratorException when a further page cannot be had */
        @Override
        public boolean hasNext() {
            try {
                next = next == null ? find() : next;
            } catch (IOException e) {
                throw new DirectoryIteratorException(e);
            }
            return next != null;
        }

        private @Nullable Path find() throws IOException {
            S3Object object = nextObject();
            while (object != null && object.key().startsWith("/", prefix.length())) {
                // Two slashes in a row: what lies behind them has no folder's name.
                behind = prefix + "/" + LAST_NAME;
                object = nextObject();
            }
            return object == null ? null : entry(object);
        }

        /** The first object of the folder behind what was given; null when it has no more. */
        private @Nullable S3Object nextObject() throws IOException {
            int index = current.firstBehind(behind);
            while (index == current.objects().size() && !current.isLast()) {
                Page further = fetch(behind);
                if (further == null) {
                    throw new IOException("the S3 does not list keys in their order any more");
                }
                current = further;
                index = current.firstBehind(behind);
            }
            S3Object found =
                    index == current.objects().size() ? null : current.objects().get(index);
            return found == null || !found.key().startsWith(prefix) ? null : found;
        }

        private Path entry(S3Object object) {
            String name = object.key().substring(prefix.length());
            int slash = name.indexOf('/');
            if (slash < 0) {
                behind = object.key();
                return folder.entry(name, ObjectAttributes.of(object));
            }
            behind = object.key().substring(0, prefix.length() + slash + 1) + LAST_NAME;
            return folder.entry(name.substring(0, slash), ObjectAttributes.FOLDER);
        }

        @Override
        public Path next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("the listing has ended");
            }
            Path given = next;
            next = null;
            return given;
        }
    }
}
