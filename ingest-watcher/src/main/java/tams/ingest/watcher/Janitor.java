package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.kit.EventCode;
import tams.ingest.s3.Bucket;

/**
 * Brings the drop folder into line with the ledger, file by file, at every scan. It acts on what it finds, never on a
 * message, so after any crash it simply goes on.
 *
 * <p>Asked by the scanner's thread, it works on another: reading a file again, or copying it to another disk, takes time
 * that live chunks do not have.
 */
final class Janitor {

    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final int UUID_CHARS = 36;
    private static final Duration RETRY_FIRST = Duration.ofSeconds(5);
    private static final Duration RETRY_MOST = Duration.ofMinutes(5);

    /** What became of a file. */
    enum Result {
        /** It has left its folder. */
        GONE,
        /** It stays for good. */
        KEPT,
        /** Its bytes are others than those the ledger speaks of. */
        CHANGED,
        /** Nothing was done; it is tried again later. */
        FAILED,
        /** Not known yet; ask again. */
        UNDER_WAY
    }

    private final WatcherConfig config;
    private final Ledger ledger;
    private final WatcherMetrics metrics;
    private final TidyJobs jobs;
    private final ArchiveLimits archive;
    private final Mover mover;

    Janitor(WatcherConfig config, Ledger ledger, WatcherMetrics metrics, TidyJobs jobs, ArchiveLimits archive) {
        this.config = config;
        this.ledger = ledger;
        this.metrics = metrics;
        this.jobs = jobs;
        this.archive = archive;
        this.mover = Bucket.of(config.root()).<Mover>map(ObjectMover::new).orElseGet(FileMover::new);
    }

    /** How long to wait before a file that could not be moved is tried again. */
    static Duration retryAfter(int tries) {
        return Backoff.delay(RETRY_FIRST, RETRY_MOST, tries);
    }

    /** Acts on a file whose arrival has a terminal line, or tells what has come of it since it was first asked to. */
    Result tidy(FoundFile file, UUID arrival, Ledger.Line line) {
        return jobs.ask(arrival, () -> attempt(file, arrival, line));
    }

    /** Ends a look at all folders, with one at the archive now and then. */
    void endLook() {
        if (archive.isDue()) {
            var unused = jobs.ask(archive, archive::pass);
        }
        jobs.endLook();
    }

    private Result attempt(FoundFile file, UUID arrival, Ledger.Line line) {
        try {
            return act(file, arrival, line);
        } catch (RuntimeException e) {
            if (e instanceof ChangedFileException) {
                LOG.debug("not tidied up, the file has changed: {}", FileNames.shown(file.name()), e);
                return Result.CHANGED;
            }
            metrics.moveFailed();
            LOG.error(
                    EventCode.WATCHER_DEFECT.marker(),
                    "tidying up {} failed by a defect; it is tried again",
                    FileNames.shown(file.name()),
                    e);
            return Result.FAILED;
        } catch (NoSuchFileException e) {
            LOG.debug("not tidied up, the file has changed: {}", FileNames.shown(file.name()), e);
            return Result.CHANGED;
        } catch (IOException e) {
            metrics.moveFailed();
            LOG.warn(
                    EventCode.FILE_STAYS.marker(),
                    "cannot tidy up {} of folder {}, which is {} ({}): check space and permissions of {} and {}; it is"
                            + " tried again",
                    FileNames.shown(file.name()),
                    FileNames.shown(file.folder()),
                    line.state(),
                    FileNames.shown(e.toString()),
                    config.archive(),
                    config.quarantine());
            return Result.FAILED;
        }
    }

    private Result act(FoundFile file, UUID arrival, Ledger.Line line) throws IOException {
        Optional<Outcome> refusal = ledger.refusal(arrival);
        Disposition disposition =
                Disposition.of(line, refusal.map(Outcome::cause).orElse(""));
        if (!(disposition instanceof Disposition.Keep || disposition instanceof Disposition.Wait)) {
            removeMarkers(file);
        }
        if (disposition instanceof Disposition.Archive archive) {
            Path target = mover.folder(config.archive(), archive.day().toString(), file.folder());
            move(file, arrival, mover.free(target, file));
            return Result.GONE;
        }
        if (disposition instanceof Disposition.Quarantine quarantine) {
            quarantine(file, arrival, quarantine.word(), Reason.of(file, arrival, line, refusal));
            return Result.GONE;
        }
        if (disposition instanceof Disposition.Delete) {
            mover.delete(file.path(), file.stamp(), arrival, isFileOf(file, arrival));
            metrics.moved("deleted");
            return Result.GONE;
        }
        return Result.KEPT;
    }

    private void quarantine(FoundFile file, UUID arrival, String word, String reason) throws IOException {
        Path target = mover.free(mover.folder(config.quarantine(), word, file.folder()), file);
        // The reason first: a reason without its file explains itself, a file without its reason does not.
        Path beside =
                target.resolveSibling(TargetNames.reasonOf(target.getFileName().toString()));
        try {
            mover.write(beside, reason);
            move(file, arrival, target);
        } finally {
            if (!Files.exists(target)) {
                Files.deleteIfExists(beside);
                TakenPlace.leave(target);
            }
        }
        LOG.warn(
                EventCode.FILE_QUARANTINED.marker(),
                "moved a file to quarantine: {}",
                FileNames.shown(target.toString()));
    }

    private void move(FoundFile file, UUID arrival, Path target) throws IOException {
        mover.move(file.path(), file.stamp(), target, isFileOf(file, arrival));
        metrics.moved(target.startsWith(config.quarantine()) ? "quarantine" : "archive");
    }

    /** Whether bytes are those that an arrival was made of. */
    private static Mover.BytesCheck isFileOf(FoundFile file, UUID arrival) {
        String path = file.folder() + "/" + file.name();
        String feed = file.claim().feed();
        return (bytes, sha256) ->
                Ids.arrival(feed, new ChunkFile(path, bytes, sha256)).equals(arrival);
    }

    /** A marker goes before its file: left behind, it would vouch for the next file of that name while that grows. */
    private static void removeMarkers(FoundFile file) throws IOException {
        if (file.claim().complete() == Feed.Complete.LIST) {
            for (String marker : FileNames.markersOf(file.name())) {
                Files.deleteIfExists(file.path().resolveSibling(marker));
            }
        }
    }

    /** Ends a deletion that a crash interrupted, if the ledger still says that the bytes are safe. */
    void finish(Path leftover) {
        String name = leftover.getFileName().toString().substring(FileMover.DELETING.length());
        try {
            UUID arrival = UUID.fromString(name.substring(0, Math.min(UUID_CHARS, name.length())));
            Outcome.State state = ledger.line(arrival).map(Ledger.Line::state).orElse(null);
            if (state == Outcome.State.REGISTERED || state == Outcome.State.DUPLICATE) {
                String sha256 = name.substring(Math.min(UUID_CHARS + 1, name.length()));
                var unused = jobs.ask(leftover, () -> finish(leftover, arrival, sha256));
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("not one of ours: {}", FileNames.shown(leftover.toString()), e);
        }
    }

    private Result finish(Path leftover, UUID arrival, String sha256) {
        try {
            // Releases before this wrote no hash; they moved only what they had found unchanged.
            if (sha256.isEmpty()) {
                Files.deleteIfExists(leftover);
                metrics.moved("deleted");
            } else if (mover.finishDelete(leftover, arrival, sha256)) {
                metrics.moved("deleted");
            } else {
                LOG.warn(
                        EventCode.FILE_CHANGED.marker(),
                        "other bytes than those registered were about to be deleted; they are back in {}",
                        leftover.getParent());
            }
            return Result.GONE;
        } catch (NoSuchFileException e) {
            return Result.GONE;
        } catch (IOException e) {
            metrics.moveFailed();
            LOG.warn(EventCode.FILE_STAYS.marker(), "cannot delete {} ({}); it is tried again", leftover, e.toString());
            return Result.FAILED;
        }
    }
}
