package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tams.ingest.s3.BucketException;

/**
 * Looks through the drop root and its folders. All state belongs to one thread; what others may see is in {@link
 * WatcherState}.
 */
final class DropScanner {

    /** A look that takes long is repeated the less often: at most a fifth of the time is spent on looking. */
    private static final int REST_FACTOR = 4;

    private final WatcherConfig config;
    private final Feeds feeds;
    private final FolderRules rules;
    private final Janitor janitor;
    private final ScanHints hints;
    private final WatcherState state;
    private final WatcherMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanos;
    private final FolderListing listing = new FolderListing();
    private final RootFolders rootFolders;
    private final Map<String, FeedFolder> folders = new TreeMap<>(FolderListing.ORDER);
    private final Set<Path> hinted = new HashSet<>();
    private @Nullable RootSight seen;
    private int feedsVersion = -1;
    private long nextLook;
    private long ignored;

    DropScanner(
            WatcherConfig config,
            Feeds feeds,
            Ledger ledger,
            Janitor janitor,
            ScanHints hints,
            WatcherState state,
            WatcherMetrics metrics,
            Clock clock,
            LongSupplier nanos) {
        this.config = config;
        this.feeds = feeds;
        this.rules = FolderRules.of(config, ledger, listing::warn, nanos);
        this.janitor = janitor;
        this.hints = hints;
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
        this.nanos = nanos;
        this.rootFolders = new RootFolders(config.root(), config.reservedFolders(), listing);
        this.nextLook = nanos.getAsLong();
    }

    /** The folders as of the last look, by name. */
    Collection<FeedFolder> folders() {
        return folders.values();
    }

    /** How long until the next look is due, at everything or at a folder for which a hint was given. */
    Duration untilLook() {
        long next = nextLook;
        for (FeedFolder folder : hinted.isEmpty() ? List.<FeedFolder>of() : folders.values()) {
            if (hinted.contains(folder.path) && folder.restUntil - next < 0) {
                next = folder.restUntil;
            }
        }
        return Duration.ofNanos(Math.max(0, next - nanos.getAsLong()));
    }

    void hint(Set<Path> where) {
        hinted.addAll(where);
    }

    /** Looks at everything when that is due, else at the folders that hints were given for. */
    void look() {
        if (nanos.getAsLong() - nextLook >= 0 || hinted.contains(config.root())) {
            hinted.clear();
            lookAtAll();
        } else {
            for (FeedFolder folder : folders.values()) {
                // The hint for a folder that takes long to list stays until it has rested.
                if (hinted.contains(folder.path) && nanos.getAsLong() - folder.restUntil >= 0) {
                    hinted.remove(folder.path);
                    lookAt(folder, FolderListing.Opener.FILES);
                }
            }
        }
    }

    private void lookAtAll() {
        long start = nanos.getAsLong();
        ignored = 0;
        if (lookAtRoot()) {
            int version = feeds.version();
            if (version != feedsVersion) {
                folders.values().forEach(folder -> folder.claim(feeds.claim(folder.name)));
                feedsVersion = version;
            }
            FolderListing.Opener opener = FolderListing.Opener.of(config.root());
            folders.values().forEach(folder -> lookAt(folder, opener));
            janitor.endLook();
        }
        long took = nanos.getAsLong() - start;
        nextLook = start + took + Math.max(config.scan().toNanos(), REST_FACTOR * took);
        metrics.scanned(Duration.ofNanos(took));
        publish();
    }

    /** Brings the list of folders up to date; false, and nothing is touched, while the root is not what it was. */
    private boolean lookAtRoot() {
        try {
            var attributes = Files.readAttributes(config.root(), BasicFileAttributes.class);
            Set<String> names = rootFolders.names();
            ignored += rootFolders.ignored();
            metrics.room(config.root());
            hints.watch(config.root());
            RootSight sight = new RootSight(attributes.fileKey(), names);
            String trouble = sight.trouble(seen).orElse(null);
            if (trouble != null) {
                state.rootMissing(config.root() + ": " + trouble);
                return false;
            }
            seen = sight;
            state.rootPresent();
            config.makeOwnFolders();
            folders.keySet().retainAll(names);
            names.forEach(name -> folders.computeIfAbsent(name, this::folder));
            return true;
        } catch (IOException e) {
            state.rootMissing(
                    e instanceof BucketException
                            ? String.valueOf(e.getMessage())
                            : config.root() + " cannot be listed ("
                                    + e.getClass().getSimpleName() + "): is its disk mounted, may this user read it?");
            return false;
        }
    }

    private FeedFolder folder(String name) {
        Path path = config.root().resolve(name);
        hints.watch(path);
        return new FeedFolder(name, path, feeds.claim(name), rules, nanos.getAsLong());
    }

    private void lookAt(FeedFolder folder, FolderListing.Opener opener) {
        long start = nanos.getAsLong();
        state.beat(start);
        folder.beginLook();
        try {
            listing.look(folder.path, opener, new Finds(folder));
        } catch (IOException e) {
            // What was known of the folder stays as it was: half a listing says nothing about the other half.
            listing.warn(
                    folder.path, "the folder cannot be listed: " + e.getClass().getSimpleName());
            ignored++;
            return;
        }
        folder.endLook(nanos.getAsLong(), clock.instant(), janitor::tidy);
        long end = nanos.getAsLong();
        folder.restUntil = end + REST_FACTOR * (end - start);
    }

    /** What a look at one folder finds. */
    private final class Finds implements FolderListing.Sink {

        private final FeedFolder folder;

        Finds(FeedFolder folder) {
            this.folder = folder;
        }

        @Override
        public void file(String name, FileStamp stamp) {
            folder.see(name, stamp, nanos.getAsLong());
        }

        @Override
        public void ignored() {
            ignored++;
        }

        @Override
        public void list(String name) {
            folder.seeList(name);
        }

        @Override
        public void leftover(Path file) {
            janitor.finish(file);
        }
    }

    private void publish() {
        Map<TrackedFile.Stage, Integer> byStage = new EnumMap<>(TrackedFile.Stage.class);
        folders.values().forEach(folder -> folder.stock().addTo(byStage));
        state.scanned(clock.instant(), byStage, ignored);
        Map<String, Backfill.Progress> backfills = new HashMap<>();
        long now = nanos.getAsLong();
        folders.values().forEach(folder -> folder.backfill(now).ifPresent(some -> backfills.put(folder.feed(), some)));
        metrics.backfills(backfills);
    }
}
