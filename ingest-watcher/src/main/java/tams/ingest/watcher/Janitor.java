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
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;

/**
 * Brings the drop folder into line with the ledger, file by file, at every scan. It acts on what it finds, never on a
 * message, so after any crash it simply goes on.
 */
final class Janitor {

    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
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
        FAILED
    }

    private final WatcherConfig config;
    private final Ledger ledger;
    private final WatcherMetrics metrics;
    private final FileMover mover = new FileMover();

    Janitor(WatcherConfig config, Ledger ledger, WatcherMetrics metrics) {
        this.config = config;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** How long to wait before a file that could not be moved is tried again. */
    static Duration retryAfter(int tries) {
        return Backoff.delay(RETRY_FIRST, RETRY_MOST, tries);
    }

    /** Acts on a file whose arrival has a terminal line. */
    Result tidy(FoundFile file, UUID arrival, Ledger.Line line) {
        try {
            return act(file, arrival, line);
        } catch (NoSuchFileException | ChangedFileException e) {
            LOG.debug("not tidied up, the file has changed: {}", FileNames.shown(file.name()), e);
            return Result.CHANGED;
        } catch (IOException e) {
            metrics.moveFailed();
            LOG.warn(
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
        if (disposition instanceof Disposition.Archive archive) {
            Path target = mover.folder(config.archive(), archive.day().toString(), file.folder());
            move(file, arrival, mover.free(target, file.name()));
            return Result.GONE;
        }
        if (disposition instanceof Disposition.Quarantine quarantine) {
            quarantine(file, arrival, quarantine.word(), Reason.of(file, arrival, line, refusal));
            return Result.GONE;
        }
        if (disposition instanceof Disposition.Delete) {
            mover.delete(file.path(), file.stamp(), arrival);
            metrics.moved("deleted");
            return Result.GONE;
        }
        return Result.KEPT;
    }

    private void quarantine(FoundFile file, UUID arrival, String word, String reason) throws IOException {
        Path target = mover.free(mover.folder(config.quarantine(), word, file.folder()), file.name());
        // The reason first: a reason without its file explains itself, a file without its reason does not.
        mover.write(
                target.resolveSibling(TargetNames.reasonOf(target.getFileName().toString())), reason);
        move(file, arrival, target);
        LOG.warn("moved a file to quarantine: {}", FileNames.shown(target.toString()));
    }

    private void move(FoundFile file, UUID arrival, Path target) throws IOException {
        String path = file.folder() + "/" + file.name();
        String feed = file.claim().feed();
        mover.move(
                file.path(),
                file.stamp(),
                target,
                (bytes, sha256) ->
                        Ids.arrival(feed, new ChunkFile(path, bytes, sha256)).equals(arrival));
        metrics.moved(target.startsWith(config.quarantine()) ? "quarantine" : "archive");
    }

    /** Ends a deletion that a crash interrupted, if the ledger still says that the bytes are safe. */
    void finish(Path leftover) {
        try {
            UUID arrival = UUID.fromString(leftover.getFileName().toString().substring(FileMover.DELETING.length()));
            Outcome.State state = ledger.line(arrival).map(Ledger.Line::state).orElse(null);
            if (state == Outcome.State.REGISTERED || state == Outcome.State.DUPLICATE) {
                Files.deleteIfExists(leftover);
                metrics.moved("deleted");
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("not one of ours: {}", FileNames.shown(leftover.toString()), e);
        } catch (IOException e) {
            metrics.moveFailed();
            LOG.warn("cannot delete {} ({})", leftover, e.toString());
        }
    }
}
