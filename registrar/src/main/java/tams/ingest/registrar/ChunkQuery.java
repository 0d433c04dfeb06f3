package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Outcome;

/**
 * One way to read what somebody names a chunk by.
 *
 * @param text the arrival's id or digits of the SHA-256 in lower case; a file's name, or its path
 */
public record ChunkQuery(Kind kind, String text) {

    /** Fewest digits of a SHA-256 that name a chunk. */
    public static final int HEX_DIGITS_MIN = 12;

    private static final int HEX_DIGITS_MAX = 64;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1," + HEX_DIGITS_MAX + "}");

    /** What the text is. */
    public enum Kind {
        ARRIVAL,
        HASH,
        NAME
    }

    /**
     * The ways to read an id, the likeliest first: names may look like anything.
     *
     * @throws IllegalArgumentException when it is nothing at all or longer than any path
     */
    public static List<ChunkQuery> readings(String id) {
        if (id.isBlank() || id.length() > ChunkFile.PATH_CHARS_MAX) {
            throw new IllegalArgumentException("an id has 1 to " + ChunkFile.PATH_CHARS_MAX
                    + " characters: 12 or more hex digits of the SHA-256, an arrival id, or a file name");
        }
        List<ChunkQuery> readings = new ArrayList<>();
        if (UUID_FORM.matcher(id).matches()) {
            readings.add(new ChunkQuery(Kind.ARRIVAL, id.toLowerCase(Locale.ROOT)));
        }
        if (id.length() >= HEX_DIGITS_MIN && HEX.matcher(id).matches()) {
            readings.add(new ChunkQuery(Kind.HASH, id.toLowerCase(Locale.ROOT)));
        }
        readings.add(new ChunkQuery(Kind.NAME, id));
        return List.copyOf(readings);
    }

    /** Whether an id is the beginning of a SHA-256, but too little of it. */
    static boolean isTooShort(String id) {
        return id.length() < HEX_DIGITS_MIN && HEX.matcher(id).matches();
    }

    /** The last part of the text. */
    String fileName() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Whether a line is about the chunk that is meant. */
    public boolean matches(Outcome line) {
        return switch (kind) {
            case ARRIVAL -> line.arrival().toString().equals(text);
            case HASH -> line.file().sha256().startsWith(text);
            case NAME ->
                text.equals(line.file().name())
                        || text.equals(line.file().path())
                        || text.endsWith("/" + line.file().path());
        };
    }
}
