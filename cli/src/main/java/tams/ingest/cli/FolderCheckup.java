package tams.ingest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tams.ingest.contracts.Feed;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.watcher.ChunkReader;

/** Whether the drop folder is one that works. Writes one empty file under a name that is never taken for a chunk. */
final class FolderCheckup {

    /** An hour of ten feeds at 8 Mbit/s, or of one at 80. */
    private static final long ROOM_MIN = 36L << 30;

    private static final long ROOM_NEEDED = 1L << 30;
    /** No whole number of anything that file systems round to. */
    static final Instant ODD_TIME = Instant.parse("2021-03-05T07:09:11.987654321Z");

    /** FAT rounds to two seconds, some network file systems to one. */
    private static final Duration TIMES_MAX = Duration.ofMillis(500);

    private static final int FILES_MAX = 10_000;
    private static final String MOUNT = "mount it, or mend drop.root";

    private FolderCheckup() {}

    static List<Finding> of(Settings settings) {
        Optional<Path> set = settings.find(Keys.DROP_ROOT);
        if (set.isEmpty() || BucketAddress.of(set.get()).isPresent()) {
            return List.of();
        }
        Path root = set.get();
        if (!Files.isDirectory(root)) {
            String found = Files.exists(root) ? " is no folder" : " is not there";
            return List.of(Finding.failed("drop-folder", root + found, MOUNT));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("drop-folder", root.toString()));
        findings.addAll(writing(root));
        findings.add(archive(root, settings.find(Keys.DROP_ARCHIVE).orElse(root)));
        findings.add(room(root.toFile().getUsableSpace()));
        youngest(root).ifPresent(file -> findings.add(sample(file)));
        return findings;
    }

    /** With one empty file, which is removed again. */
    private static List<Finding> writing(Path root) {
        Path probe = root.resolve(".tams-ingest-doctor.tmp");
        Path moved = root.resolve(".tams-ingest-doctor-moved.tmp");
        try {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            Files.setLastModifiedTime(probe, FileTime.from(ODD_TIME));
            Instant kept = Files.getLastModifiedTime(probe).toInstant();
            Files.move(probe, moved);
            Files.deleteIfExists(moved);
            return List.of(Finding.ok("drop-write", "files can be made, renamed and removed"), times(kept));
        } catch (IOException e) {
            return List.of(Finding.failed(
                    "drop-write",
                    "no file can be made and renamed in " + root + " ("
                            + e.getClass().getSimpleName() + ")",
                    "give this user the right to; is it mounted read-only?"));
        }
    }

    /**
     * Whether a change shows in a file's time.
     *
     * @param kept what the file system has made of {@link #ODD_TIME}
     */
    static Finding times(Instant kept) {
        Duration off = Duration.between(ODD_TIME, kept).abs();
        return off.compareTo(TIMES_MAX) < 0
                ? Finding.ok("drop-times", "kept to within " + off.toMillis() + " ms")
                : Finding.warning(
                        "drop-times",
                        "this file system keeps files' times only to within " + off.toMillis()
                                + " ms: a file that is written again in that time looks unchanged",
                        "let encoders rename files when they are whole (complete: rename), or use another file system");
    }

    private static Finding archive(Path root, Path archive) {
        try {
            Path there = archive;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return Files.getFileStore(there).equals(Files.getFileStore(root))
                    ? Finding.ok("drop-archive", "on the drop folder's file system")
                    : Finding.warning(
                            "drop-archive",
                            archive + " lies on another file system, so that files are copied, not moved",
                            "leave drop.archive unset, or let it lie beside the feeds");
        } catch (IOException e) {
            return Finding.warning("drop-archive", "its file system does not show itself: " + e, "look at " + archive);
        }
    }

    static Finding room(long bytes) {
        if (bytes < ROOM_NEEDED) {
            return Finding.failed("drop-space", Sizes.text(bytes) + " left", "make room: archive_keep, quarantine");
        }
        return bytes < ROOM_MIN
                ? Finding.warning(
                        "drop-space",
                        Sizes.text(bytes) + " left: an hour without the store may need more",
                        "make room: archive_keep, quarantine")
                : Finding.ok("drop-space", Sizes.text(bytes) + " left");
    }

    /** The file that was changed last of the first ones found, in a feed's folder. */
    private static Optional<Path> youngest(Path root) {
        try (Stream<Path> files = Files.find(root, 2, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".ts"))
                    .filter(file -> !Feed.RESERVED_FOLDERS.contains(
                            root.relativize(file).getName(0).toString()))
                    .limit(FILES_MAX)
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        } catch (IOException | UncheckedIOException e) {
            // Listing is the watcher's business, and readiness tells of it; there is just no sample.
            return Optional.empty();
        }
    }

    private static Finding sample(Path file) {
        Probe probe = Probe.of(new ChunkReader(), file, false);
        return probe.isMeasured()
                ? Finding.ok("drop-sample", file + " can be measured")
                : Finding.warning("drop-sample", probe.text(), "look at the encoder; 'probe' says more");
    }
}
