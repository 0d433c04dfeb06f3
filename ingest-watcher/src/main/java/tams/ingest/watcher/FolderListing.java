package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;
import tams.ingest.s3.Bucket;

/** Looks through folders, entry by entry, and passes on what may be a chunk. One odd entry never ends a look. */
final class FolderListing {

    private static final Logger LOG = LoggerFactory.getLogger(FolderListing.class);

    /** Entries that were warned about; beyond that, warnings end rather than memory. */
    private static final int WARNED_MAX = 10_000;

    /** Takes what a look finds. */
    interface Sink {
        void file(String name, FileStamp stamp);

        /** An entry that is no chunk: a link, a FIFO, a folder, a list, a temporary name. */
        void ignored();

        /** A list or a marker, which is no chunk but may speak of some. */
        void list(String name);

        /** A file that a {@link FileMover} was about to delete when the process ended. */
        void leftover(Path file);
    }

    /** Gives what lies in a folder. */
    @FunctionalInterface
    interface Opener {

        Opener FILES = Files::newDirectoryStream;

        DirectoryStream<Path> open(Path folder) throws IOException;

        /** For one look at all folders below a root, in their {@link #ORDER}: a bucket shows many of them at once. */
        static Opener of(Path root) {
            return Bucket.of(root)
                    .<Opener>map(bucket -> bucket.sweep(root)::open)
                    .orElse(FILES);
        }
    }

    /** The order in which folders are looked at, which is that of a bucket's keys below them. */
    static final Comparator<String> ORDER = Comparator.comparing(name -> name + "/");

    private final Set<Path> warned = new HashSet<>();

    /**
     * Looks through one folder.
     *
     * @throws IOException when the folder itself cannot be listed
     */
    void look(Path folder, Opener opener, Sink sink) throws IOException {
        try (DirectoryStream<Path> entries = opener.open(folder)) {
            for (Path entry : entries) {
                inspect(entry, sink);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void inspect(Path entry, Sink sink) {
        Path fileName = entry.getFileName();
        String name = fileName.toString();
        if (name.startsWith(FileMover.DELETING)) {
            sink.leftover(entry);
        } else if (FileNames.isTemporary(name) || FileNames.isList(name)) {
            sink.ignored();
            if (FileNames.isList(name) && FileNames.isText(fileName)) {
                sink.list(name);
            }
        } else if (!FileNames.isText(fileName)) {
            sink.ignored();
            warn(entry, "its name is not valid text: rename it");
        } else {
            stat(entry, name, sink);
        }
    }

    private void stat(Path entry, String name, Sink sink) {
        try {
            var attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                sink.file(name, FileStamp.of(attributes));
            } else {
                sink.ignored();
                warn(entry, "it is not a regular file");
            }
        } catch (NoSuchFileException e) {
            LOG.debug("gone while listed: {}", FileNames.shown(name));
        } catch (IOException e) {
            sink.ignored();
            warn(entry, "it cannot be looked at: " + e.getClass().getSimpleName());
        }
    }

    /** Warns about an entry once. */
    void warn(Path entry, String why) {
        if (warned.size() < WARNED_MAX && warned.add(entry)) {
            LOG.warn(
                    EventCode.ENTRY_IGNORED.marker(),
                    "ignored {} in the drop folder: {}",
                    FileNames.shown(entry.toString()),
                    why);
        }
    }
}
