package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Setting;
import tams.ingest.kit.Settings;
import tams.ingest.s3.Bucket;

/**
 * What the watcher reads from the configuration.
 *
 * @param root the drop folder, absolute and without links; or a place in a bucket, and then the other two are so too
 * @param archive absolute; exists, or can be made by us because it lies right below the root
 * @param quarantine like {@code archive}
 * @param grace how long a file stays after the ledger has closed its arrival
 */
record WatcherConfig(
        Path root, Path archive, Path quarantine, Duration quiet, Duration scan, Duration grace, UUID namespace) {

    private static final Duration SCAN_LEAST = Duration.ofMillis(10);

    /**
     * Reads and checks everything.
     *
     * @throws ConfigException with every mistake
     */
    static WatcherConfig of(Settings settings) {
        List<String> mistakes = new ArrayList<>();
        Path root = attempt(mistakes, () -> root(settings));
        UUID namespace = attempt(mistakes, () -> settings.get(Keys.TAMS_NAMESPACE));
        Duration scan = attempt(mistakes, () -> scan(settings.get(Keys.DROP_SCAN)));
        Duration quiet = attempt(mistakes, () -> settings.get(Keys.DROP_QUIET));
        Duration grace = attempt(mistakes, () -> settings.get(Keys.DROP_GRACE));
        Path archive = root == null ? null : attempt(mistakes, () -> place(settings, Keys.DROP_ARCHIVE, root));
        Path quarantine = root == null ? null : attempt(mistakes, () -> place(settings, Keys.DROP_QUARANTINE, root));
        if (root == null
                || namespace == null
                || scan == null
                || quiet == null
                || grace == null
                || archive == null
                || quarantine == null) {
            throw new ConfigException(mistakes);
        }
        return new WatcherConfig(root, archive, quarantine, quiet, scan, grace, namespace);
    }

    /** Whether it is a bucket that is watched. */
    boolean isBucket() {
        return Bucket.of(root).isPresent();
    }

    /** Folders of the root that are not feeds'. */
    Set<String> reservedFolders() {
        Set<String> reserved = new HashSet<>(Feed.RESERVED_FOLDERS);
        for (Path ours : List.of(archive, quarantine)) {
            if (ours.startsWith(root)) {
                reserved.add(root.relativize(ours).getName(0).toString());
            }
        }
        return reserved;
    }

    /** Makes a folder of ours that lies right below the root, where everything else is; others have to exist. */
    void makeOwnFolders() throws IOException {
        if (isBucket()) {
            return;
        }
        for (Path ours : List.of(archive, quarantine)) {
            if (root.equals(ours.getParent()) && Files.isDirectory(root) && !Files.isDirectory(ours)) {
                FileMover.make(ours);
            }
        }
    }

    private static Path root(Settings settings) {
        Path configured = settings.get(Keys.DROP_ROOT);
        return BucketAddress.of(configured)
                .map(address -> BucketPlaces.root(settings, address))
                .orElseGet(() -> folder(configured));
    }

    private static Path folder(Path configured) {
        String key = Keys.DROP_ROOT.key() + " " + configured.toAbsolutePath();
        if (!Files.exists(configured)) {
            throw new ConfigException(key + " does not exist: create it, or mount its disk; it is never created by us");
        }
        if (!Files.isDirectory(configured)) {
            throw new ConfigException(key + " is not a folder");
        }
        if (!Files.isReadable(configured) || !Files.isExecutable(configured)) {
            throw new ConfigException(key + " cannot be listed by this user: check its permissions");
        }
        try {
            return configured.toRealPath();
        } catch (IOException e) {
            throw new ConfigException(
                    key + " cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Path place(Settings settings, Setting<Path> setting, Path root) {
        String standard = setting.key().substring(setting.key().indexOf('.') + 1);
        Path configured = settings.find(setting).orElse(root.resolve(standard));
        if (Bucket.of(root).isPresent()) {
            return BucketPlaces.beside(root, setting.key(), configured);
        }
        if (BucketAddress.of(configured).isPresent()) {
            throw new ConfigException(setting.key() + " lies in a bucket, " + Keys.DROP_ROOT.key()
                    + " does not: files are not moved from one to the other");
        }
        Path place = real(configured);
        if (place.equals(root) || root.startsWith(place)) {
            throw new ConfigException(setting.key() + " " + place + " holds the drop root: choose another folder");
        }
        if (!root.equals(place.getParent()) && !Files.isDirectory(place)) {
            throw new ConfigException(setting.key() + " " + place + " is not a folder: create it");
        }
        return place;
    }

    /** Without links as far as it exists, so that a place below the root is recognised as such. */
    private static Path real(Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            if (Files.exists(absolute) || parent == null) {
                return absolute.toRealPath();
            }
            return Files.exists(parent) ? parent.toRealPath().resolve(absolute.getFileName()) : absolute;
        } catch (IOException e) {
            throw new ConfigException(
                    place + " cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Duration scan(Duration scan) {
        if (scan.compareTo(SCAN_LEAST) < 0) {
            throw new ConfigException(Keys.DROP_SCAN.key() + " is below " + SCAN_LEAST.toMillis() + "ms");
        }
        return scan;
    }

    private static <T> @Nullable T attempt(List<String> mistakes, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
