package tams.ingest.watcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A name that is taken before a file is moved there, since moving would replace whatever lies there.
 *
 * <p>A link to nowhere that names the file it is for: whoever finds it after a crash knows its own and goes on with it. On
 * file systems without links it is an empty file, which a crash leaves behind.
 */
final class TakenPlace {

    private static final String ASIDE = ".tams-ingest-left-";
    private static final String POINTER = ".tams-ingest-place-";

    /** Whether a place had to be taken by an empty file; only then is an empty file one that may go. */
    private static volatile boolean isWithoutLinks;

    private TakenPlace() {}

    /**
     * Takes the first place in a folder that is free for a file and its reason, if it has one, or that was taken for it
     * before a crash.
     */
    static Path in(Path folder, Path source) throws IOException {
        String name = String.valueOf(source.getFileName());
        for (int number = 0; number < FileMover.NAMESAKES_MAX; number++) {
            String candidate = TargetNames.numbered(name, number);
            Path place = folder.resolve(candidate);
            if (isOf(place, source)) {
                return place;
            }
            if (!exists(place) && !exists(folder.resolve(TargetNames.reasonOf(candidate)))) {
                take(place, source);
                return place;
            }
        }
        throw new FileAlreadyExistsException(folder + " has " + FileMover.NAMESAKES_MAX + " files of that name");
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Takes a name for a file, unless it is that file's already.
     *
     * @throws FileAlreadyExistsException when something lies there
     */
    static void take(Path place, Path source) throws IOException {
        if (isOf(place, source)) {
            return;
        }
        try {
            Files.createSymbolicLink(place, pointer(source));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.createFile(place);
            isWithoutLinks = true;
        }
    }

    /** Whether a name was taken for a file, by us or by a process that has ended. */
    static boolean isOf(Path place, Path source) throws IOException {
        return pointerAt(place).filter(pointer(source)::equals).isPresent();
    }

    /** What a link says; empty where there is none, or none any more. */
    private static Optional<Path> pointerAt(Path place) throws IOException {
        try {
            return Files.isSymbolicLink(place) ? Optional.of(Files.readSymbolicLink(place)) : Optional.empty();
        } catch (NoSuchFileException | NotLinkException e) {
            return Optional.empty();
        }
    }

    /** Gives up a name that was taken, unless something lies there after all. */
    static void leave(Path place) throws IOException {
        boolean isPointer = pointerAt(place)
                .filter(target -> target.toString().startsWith(POINTER))
                .isPresent();
        boolean isEmpty =
                isWithoutLinks && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.size(place) == 0;
        if (isPointer || isEmpty) {
            remove(place);
        }
    }

    /** Another watcher may move its file here at this moment: so what goes is looked at once more when nobody can reach it. */
    private static void remove(Path place) throws IOException {
        Path aside = place.resolveSibling(ASIDE + UUID.randomUUID());
        try {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        if (pointerAt(aside).isPresent() || Files.size(aside) == 0) {
            Files.delete(aside);
        } else {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path pointer(Path source) {
        return Path.of(POINTER + UUID.nameUUIDFromBytes(source.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
