package tams.ingest.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the host that an encoder writes to and the containers' user may write to. */
record DropFolder(Path root) {

    static DropFolder in(Path parent) throws IOException {
        return new DropFolder(open(parent.resolve("drop")));
    }

    private static Path open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Finishes one of the sample chunks, from 1, in a feed's folder. */
    void drop(String feed, int number) throws IOException {
        Path folder = open(root.resolve(feed));
        Path growing = Files.write(folder.resolve("growing.tmp"), chunk(number));
        Files.move(growing, folder.resolve(name(number)), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Finishes a copy of a file in a feed's folder. */
    void drop(String feed, Path file) throws IOException {
        Path folder = open(root.resolve(feed));
        Path growing = Files.copy(file, folder.resolve("growing.tmp"));
        Files.setPosixFilePermissions(growing, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(growing, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String name(int number) {
        return String.format("camera-1_%03d.ts", number);
    }

    static byte[] chunk(int number) throws IOException {
        try (InputStream in = DropFolder.class.getResourceAsStream("/samples/camera-1/" + name(number))) {
            if (in == null) {
                throw new IllegalStateException(name(number) + " is missing");
            }
            return in.readAllBytes();
        }
    }

    /** Whether nothing waits in a feed's folder. */
    boolean isTidy(String feed) throws IOException {
        try (var files = Files.list(root.resolve(feed))) {
            return files.findAny().isEmpty();
        }
    }
}
