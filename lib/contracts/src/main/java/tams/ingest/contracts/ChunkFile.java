package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chunk and where it lies.
 *
 * @param path relative to the drop root, with {@code /} between its parts; it is data, never a path to write to
 * @param bytes the length
 * @param sha256 of the whole file, 64 lower-case hex digits
 * @param staged where a copy lies for other hosts, relative to {@code drop.staging}, with {@code /} between its parts; null
 *     without one
 */
public record ChunkFile(
        String path, long bytes, String sha256, @Nullable String staged) {

    /** Longest path that is announced: one name of 255 bytes in a folder of 255, with room for escapes. */
    public static final int PATH_CHARS_MAX = 1024;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public ChunkFile {
        requireNonNull(path, "path");
        requireNonNull(sha256, "sha256");
        if (path.isEmpty() || path.length() > PATH_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "path has " + path.length() + " characters, allowed are 1 to " + PATH_CHARS_MAX);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is negative: " + bytes);
        }
        if (!HEX.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 is not 64 lower-case hex digits: " + sha256);
        }
        if (staged != null && (staged.isEmpty() || staged.length() > PATH_CHARS_MAX)) {
            throw new IllegalArgumentException(
                    "staged has " + staged.length() + " characters, allowed are 1 to " + PATH_CHARS_MAX);
        }
    }

    /** A chunk that lies in its drop folder alone. */
    public ChunkFile(String path, long bytes, String sha256) {
        this(path, bytes, sha256, null);
    }

    /** The same chunk with a copy for other hosts. */
    public ChunkFile stagedAt(String place) {
        return new ChunkFile(path, bytes, sha256, place);
    }

    /** The file's own name. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether both hold the same bytes, wherever they lie. */
    public boolean sameBytes(ChunkFile other) {
        return bytes == other.bytes && sha256.equals(other.sha256);
    }
}
