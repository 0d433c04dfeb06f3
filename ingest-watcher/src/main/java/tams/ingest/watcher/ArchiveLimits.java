package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/**
 * Removes archived files that a feed keeps no longer ({@code archive_keep}): those in {@code archive/<date>/<folder>/} once the
 * whole of that day, by UTC, lies further back.
 *
 * <p>Acts on what it finds, so after any crash it simply goes on. Only plain files two folders deep below the archive are
 * removed, and folders that are empty then. Links are neither followed nor removed, and neither is anything that does not lie as
 * we would have put it. The quarantine is never looked at.
 */
final class ArchiveLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveLimits.class);

    /** How often the archive is looked through; a file goes at most so much later than it may. */
    static final Duration EVERY = Duration.ofMinutes(10);

    /** Files removed in one pass, so that live files need not wait for the thread; the next pass follows at once. */
    static final int FILES_MAX = 1_000;

    private final WatcherConfig config;
    private final Function<String, @Nullable Duration> keptFor;
    private final WatcherMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanos;
    private long nextPass;
    private int removed;

    /**
     * Has not looked yet.
     *
     * @param keptFor how long the files of a folder stay; null for ever
     * @param nanos the monotonic clock
     */
    ArchiveLimits(
            WatcherConfig config,
            Function<String, @Nullable Duration> keptFor,
            WatcherMetrics metrics,
            Clock clock,
            LongSupplier nanos) {
        this.config = config;
        this.keptFor = keptFor;
        this.metrics = metrics;
        this.clock = clock;
        this.nanos = nanos;
        this.nextPass = nanos.getAsLong();
    }

    /** Whether it is time for a pass. */
    synchronized boolean isDue() {
        return nanos.getAsLong() - nextPass >= 0;
    }

    /** Removes what is old enough, {@link #FILES_MAX} files at most. What cannot be removed is counted and tried again. */
    synchronized Janitor.Result pass() {
        removed = 0;
        try {
            for (Path day : folders(config.archive())) {
                pass(day);
            }
        } catch (IOException e) {
            failed(config.archive(), e);
        } catch (RuntimeException e) {
            metrics.archiveRemovalFailed();
            LOG.error(
                    EventCode.WATCHER_DEFECT.marker(),
                    "looking through the archive failed by a defect; it is tried again",
                    e);
        }
        if (removed > 0) {
            LOG.info("removed {} files from {} that archive_keep does not keep any longer", removed, config.archive());
        }
        nextPass = nanos.getAsLong() + (removed < FILES_MAX ? EVERY.toNanos() : 0);
        return Janitor.Result.GONE;
    }

    private void pass(Path day) throws IOException {
        Duration age = age(day);
        // Should the quarantine lie in the archive, it is none of ours.
        if (age == null || config.quarantine().startsWith(day)) {
            return;
        }
        for (Path folder : folders(day)) {
            Duration kept = keptFor.apply(folder.getFileName().toString());
            if (kept != null && age.compareTo(kept) >= 0) {
                empty(folder);
            }
        }
        if (age.compareTo(EVERY) >= 0) {
            removeIfEmpty(day);
        }
    }

    /** How long ago the day of a folder has ended; null where the folder's name is no day's. */
    private @Nullable Duration age(Path day) {
        try {
            LocalDate date = LocalDate.parse(day.getFileName().toString());
            return Duration.between(
                    date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), clock.instant());
        } catch (DateTimeParseException e) {
            LOG.debug("not a folder of ours: {}", day, e);
            return null;
        }
    }

    private void empty(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (removed < FILES_MAX && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    remove(file);
                }
            }
            removeIfEmpty(folder);
        } catch (DirectoryIteratorException e) {
            failed(folder, e);
        } catch (IOException e) {
            failed(folder, e);
        }
    }

    private void remove(Path file) {
        try {
            Files.delete(file);
            removed++;
            metrics.archiveRemoved();
        } catch (NoSuchFileException e) {
            LOG.debug("somebody else has removed it: {}", FileNames.shown(file.toString()), e);
        } catch (IOException e) {
            failed(file, e);
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            LOG.debug("not empty yet: {}", FileNames.shown(folder.toString()), e);
        }
    }

    /** The real folders in a folder, without links. */
    private static List<Path> folders(Path of) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(of)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debug("there is no folder {}", FileNames.shown(of.toString()), e);
        }
        return found;
    }

    private void failed(Path what, Exception why) {
        metrics.archiveRemovalFailed();
        LOG.warn(
                EventCode.FILE_STAYS.marker(),
                "cannot remove {} by archive_keep ({}): check its permissions; it is tried again",
                FileNames.shown(what.toString()),
                FileNames.shown(why.toString()));
    }
}
