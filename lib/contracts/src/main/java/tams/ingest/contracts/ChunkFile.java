package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A chunk and where it lies.
 *
 * @param path relative to the drop root, with {@code /} between its parts; it is data, never a path to write to
 * @param bytes the length
 * @param sha256 of the whole file, 64 lower-case hex digits
 */
public record ChunkFile(String path, long bytes, String sha256) {

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
