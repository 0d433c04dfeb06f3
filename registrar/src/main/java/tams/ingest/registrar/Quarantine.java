package tams.ingest.registrar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.kit.EventCode;

/**
 * Where ingest-watcher puts the files of refused chunks: {@code quarantine/<why>/<folder>/<file>}. A chunk that an
 * operator has tried again is found here by its bytes, whatever its file is called by now.
 */
record Quarantine(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    /** Files of one folder that are looked at; a feed with more in quarantine has another trouble. */
    private static final int FILES_MAX = 10_000;

    private static final int BUFFER_BYTES = 1 << 16;

    /** The file with the chunk's bytes; empty where there is none, or the quarantine cannot be read. */
    Optional<Path> find(ChunkFile chunk) {
        int slash = chunk.path().indexOf('/');
        if (slash <= 0 || !Files.isDirectory(path)) {
            return Optional.empty();
        }
        String folder = chunk.path().substring(0, slash);
        if (folder.equals("..") || folder.equals(".")) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> words = Files.newDirectoryStream(path)) {
            for (Path word : words) {
                Path place = word.resolve(folder);
                if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                    Optional<Path> found = findIn(place, chunk);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addMarker(EventCode.QUARANTINE_UNREADABLE.marker())
                    .addKeyValue("cause", e.toString())
                    .log("the quarantine cannot be read");
        }
        return Optional.empty();
    }

    private static Optional<Path> findIn(Path folder, ChunkFile chunk) throws IOException {
        int looks = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                looks++;
                if (looks > FILES_MAX) {
                    break;
                }
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(file) == chunk.bytes()
                        && sha256(file).equals(chunk.sha256())) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
