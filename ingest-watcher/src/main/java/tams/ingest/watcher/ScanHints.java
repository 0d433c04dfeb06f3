package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/**
 * Folders in which something may have appeared. Only ever a reason to look earlier: with no events at all, as on a network
 * file system, or with too many, everything is still found by the next look.
 */
final class ScanHints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScanHints.class);

    private final @Nullable WatchService events;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean warned;

    private ScanHints(@Nullable WatchService events) {
        this.events = events;
    }

    static ScanHints open() {
        try {
            return new ScanHints(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    EventCode.NO_FILE_EVENTS.marker(),
                    "no file events ({}): new files are found by looking, every drop.scan",
                    e.toString());
            return none();
        }
    }

    static ScanHints none() {
        return new ScanHints(null);
    }

    /** Asks for events of a folder, once more if it was replaced; a bucket gives none. */
    void watch(Path folder) {
        if (events == null || !folder.getFileSystem().equals(FileSystems.getDefault())) {
            return;
        }
        try {
            folder.register(events, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException | ClosedWatchServiceException e) {
            if (!warned) {
                warned = true;
                LOG.warn(
                        EventCode.NO_FILE_EVENTS.marker(),
                        "no file events for {} ({}; on Linux see fs.inotify.max_user_watches): new files are found by"
                                + " looking, every drop.scan",
                        FileNames.shown(folder.toString()),
                        e.toString());
            }
        }
    }

    /** Waits for the first hint, at most {@code patience}; then gives all there are. */
    Set<Path> await(Duration patience) throws InterruptedException {
        Set<Path> folders = new HashSet<>();
        if (events == null) {
            closed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            return folders;
        }
        try {
            WatchKey key = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            while (key != null) {
                if (key.pollEvents().stream().anyMatch(ScanHints::isWorthALook)) {
                    folders.add((Path) key.watchable());
                }
                key.reset();
                key = events.poll();
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("file events have ended");
        }
        return folders;
    }

    static boolean isWorthALook(WatchEvent<?> event) {
        return !(event.context() instanceof Path name) || !FileNames.isTemporary(name.toString());
    }

    @Override
    public void close() {
        closed.countDown();
        if (events != null) {
            try {
                events.close();
            } catch (IOException e) {
                LOG.debug("closing file events failed", e);
            }
        }
    }
}
