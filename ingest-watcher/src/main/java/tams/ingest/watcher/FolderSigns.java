package tams.ingest.watcher;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.EventCode;

/**
 * What one folder shows, beside a file itself, of whether it is whole: later files of its stream, lists, markers. Belongs
 * to the scanner's thread.
 */
final class FolderSigns {

    private static final Logger LOG = LoggerFactory.getLogger(FolderSigns.class);

    private final Completeness completeness;
    private final FolderLists lists;
    private Claim claim;
    private Successors successors;
    private boolean isWarned;

    FolderSigns(Completeness completeness, BiConsumer<Path, String> warn, Claim claim) {
        this.completeness = completeness;
        this.lists = new FolderLists(warn);
        this.claim = claim;
        this.successors = new Successors(claim);
    }

    void beginLook() {
        lists.beginLook();
    }

    /** Takes a list or a marker. A file that this look has yet to find is marked by the next. */
    void see(Path list, FileTable files) {
        String name = list.getFileName().toString();
        FileNames.markedBy(name).forEach(marked -> mark(files, marked));
        if (FileNames.isListOfFiles(name)) {
            lists.see(list);
        }
    }

    /**
     * Takes stock of a look.
     *
     * @param hasNewFiles whether it found files that are not known from the look before
     */
    void endLook(Claim by, FileTable files, boolean hasNewFiles) {
        claim = by;
        successors = new Successors(by);
        if (by.complete() == Feed.Complete.SUCCESSOR) {
            files.forEach(file -> successors.add(file.name));
        } else if (by.complete() == Feed.Complete.LIST) {
            lists.endLook(hasNewFiles, name -> mark(files, name));
        }
    }

    private static void mark(FileTable files, String name) {
        TrackedFile file = files.get(name);
        if (file != null) {
            file.isListed = true;
        }
    }

    /** Whether a file is whole, as the feed's policy judges. */
    boolean isWhole(TrackedFile file) {
        Feed.Complete policy = claim.complete();
        boolean isVouchedFor = switch (policy) {
            case SUCCESSOR -> successors.hasAfter(file.name);
            case LIST -> file.isListed;
            case RENAME, QUIET -> false;
        };
        boolean isWhole = completeness.isWhole(policy, file.stamp().bytes(), file.due, isVouchedFor);
        if (isWhole && policy == Feed.Complete.LIST) {
            warn(file);
        }
        return isWhole;
    }

    /** A feed whose lists are missing or lie elsewhere works, but late; whoever set it up should know. */
    private void warn(TrackedFile file) {
        if (!file.isListed && !isWarned) {
            LOG.warn(
                    EventCode.FILE_NOT_LISTED.marker(),
                    "feed '{}' has complete: list, but no CSV list, playlist or .done file in its folder named {}; it was"
                            + " taken after {} s without a change, as others will be",
                    claim.feed(),
                    FileNames.shown(file.name),
                    completeness.unsigned().toSeconds());
        }
        isWarned = !file.isListed;
    }
}
