package tams.ingest.watcher;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HLS media playlist (RFC 8216) for the chunks it names and when they were made.
 *
 * <p>A line that makes no sense costs what it would have said, never the rest: times are carried on from the last one that
 * was stated by the lengths since, exactly, until a length cannot be read or the playlist breaks off.
 */
final class Playlist {

    /** No length is longer, and the sum of all that fit into a playlist stays far from any limit. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,12})?");

    private static final String HEAD = "#EXTM3U";
    private static final String END = "#EXT-X-ENDLIST";
    private static final String LENGTH = "#EXTINF:";
    private static final String TIME = "#EXT-X-PROGRAM-DATE-TIME:";
    private static final String BREAK = "#EXT-X-DISCONTINUITY";
    private static final String PART = "#EXT-X-BYTERANGE:";
    private static final String VARIANT = "#EXT-X-STREAM-INF:";
    private static final int NANO_DIGITS = 9;

    private final ZoneId zone;
    private final Map<String, Listing> listings = new HashMap<>();

    /** The last stated time; null when none was, or when it cannot be carried on. */
    private @Nullable Instant stated;

    /** Seconds from it to the next chunk. */
    private BigDecimal since = BigDecimal.ZERO;

    private @Nullable BigDecimal length;
    private boolean isStatedHere;
    private boolean isBreak;
    private boolean isPart;

    private Playlist(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What a playlist says of each chunk, by file name: the last part of its URI, decoded and as it stands.
     *
     * @param zone of times that name none
     * @return null when the text is no whole playlist; nothing for a playlist of playlists
     */
    static @Nullable Map<String, Listing> read(String text, ZoneId zone) {
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        boolean isWhole = content.endsWith("\n") || content.endsWith(END);
        if (!isWhole || !content.startsWith(HEAD)) {
            return null;
        }
        if (content.contains(VARIANT)) {
            return Map.of();
        }
        Playlist playlist = new Playlist(zone);
        content.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(playlist::take);
        return playlist.listings;
    }

    private void take(String line) {
        if (!line.startsWith("#")) {
            list(line);
        } else if (line.startsWith(LENGTH)) {
            length = seconds(line.substring(LENGTH.length()));
        } else if (line.startsWith(TIME)) {
            stated = WrittenTime.parse(line.substring(TIME.length()).strip().toUpperCase(Locale.ROOT), zone);
            since = BigDecimal.ZERO;
            isStatedHere = true;
        } else if (line.equals(BREAK)) {
            isBreak = true;
            stated = isStatedHere ? stated : null;
        } else if (line.startsWith(PART)) {
            isPart = true;
        }
    }

    private void list(String uri) {
        Instant start = stated;
        long nanos = since.movePointRight(NANO_DIGITS).longValue();
        Listing listing = new Listing(start == null ? null : start.plusNanos(nanos), isBreak);
        for (String name : names(uri)) {
            // A name that comes twice was written over, unless the playlist names parts of one file: those begin
            // together.
            if (!isPart || !listings.containsKey(name)) {
                listings.put(name, listing);
            }
        }
        if (length == null) {
            stated = null;
        } else {
            since = since.add(length);
        }
        length = null;
        isStatedHere = false;
        isBreak = false;
        isPart = false;
    }

    private static @Nullable BigDecimal seconds(String text) {
        int comma = text.indexOf(',');
        String number = (comma < 0 ? text : text.substring(0, comma)).strip();
        return SECONDS.matcher(number).matches() ? new BigDecimal(number) : null;
    }

    /** The file names that a URI may mean: its last part as it stands, and decoded. */
    static List<String> names(String uri) {
        String path = uri.split("[?#]", 2)[0];
        String raw = path.substring(path.lastIndexOf('/') + 1);
        return List.of(raw, decoded(raw));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
