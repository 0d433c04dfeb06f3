package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The feeds' folders in the drop root, as a look finds them. Belongs to the scanner's thread. */
final class RootFolders {

    /** Folders below the root that are looked at; each is a listing a second. */
    static final int FOLDERS_MAX = 10_000;

    private final Path root;
    private final Set<String> reserved;
    private final FolderListing listing;
    private long ignored;

    /**
     * Has found none yet.
     *
     * @param reserved folders of the root that are not feeds'
     * @param listing warns of entries that cannot be used
     */
    RootFolders(Path root, Set<String> reserved, FolderListing listing) {
        this.root = root;
        this.reserved = reserved;
        this.listing = listing;
    }

    /**
     * The folders' names.
     *
     * @throws IOException when the root cannot be listed
     */
    Set<String> names() throws IOException {
        ignored = 0;
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (isFeedFolder(entry) && names.size() < FOLDERS_MAX) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Entries that the last look at the root could not use. */
    long ignored() {
        return ignored;
    }

    private boolean isFeedFolder(Path entry) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || reserved.contains(name)) {
            return false;
        }
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            ignored++;
            listing.warn(entry, "it lies beside the feeds' folders, not in one, or it is a link");
            return false;
        }
        if (!FileNames.isText(entry.getFileName())) {
            ignored++;
            listing.warn(entry, "its name is not valid text: rename it");
            return false;
        }
        return true;
    }
}
