package tams.ingest.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** A file with a secret in it, read again when its time, length or identity has changed. Thread-safe. */
final class SecretFile {

    /** A token of many claims takes some KiB. */
    static final int BYTES_MAX = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    /** As in the service kit's catalogue of event codes, which this library does not know. */
    private static final Marker UNREADABLE = MarkerFactory.getMarker("TI-4109");

    private final Path path;
    private Read last;
    private boolean isDoubted;
    private boolean isUnreadable;

    private SecretFile(Path path, Read first) {
        this.path = path;
        this.last = first;
    }

    /** What a file looks like without being read. */
    private record Look(
            FileTime time, long length, @Nullable Object key) {

        static Look at(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Look(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private record Read(Look look, String text) {
        @Override
        public String toString() {
            return "Read[(secret)]";
        }
    }

    static SecretFile open(Path path) throws IOException {
        return new SecretFile(path, read(path));
    }

    /** Looked at before it is read, so that a change in between is seen the next time. */
    private static Read read(Path path) throws IOException {
        Look look = Look.at(path);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw new IOException(path + " is longer than " + BYTES_MAX + " bytes, which no secret is");
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new IOException(path + " is empty");
        }
        return new Read(look, text);
    }

    synchronized String text() {
        try {
            if (isDoubted || !Look.at(path).equals(last.look())) {
                last = read(path);
            }
            isUnreadable = false;
        } catch (IOException e) {
            // Whoever renews the file may be between two steps; a secret that has become wrong is refused by the store.
            if (!isUnreadable) {
                LOG.warn(UNREADABLE, "the secret in {} cannot be read, the last one goes on: {}", path, e.toString());
            }
            isUnreadable = true;
        }
        isDoubted = false;
        return last.text();
    }

    synchronized void doubt() {
        isDoubted = true;
    }
}
