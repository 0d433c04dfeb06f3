package tams.ingest.local;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Timestamp;

/**
 * An HLS media playlist (RFC 8216) as text.
 *
 * @param targetSeconds at least as long as the longest Segment
 * @param clock tells the time of day of the Flow's timeline; null where it is no wall clock
 * @param ended whether nothing will be added
 */
record Playlist(
        List<Entry> entries,
        long sequence,
        long discontinuities,
        long targetSeconds,
        @Nullable Function<Timestamp, Instant> clock,
        boolean ended) {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * One Segment.
     *
     * @param init where its initialisation segment is; null for none
     */
    record Entry(
            PlaylistWindow.Part part, String url, @Nullable String init) {}

    String text() {
        boolean fragmented = entries.stream().anyMatch(entry -> entry.init() != null);
        StringBuilder text = new StringBuilder("#EXTM3U\n");
        line(text, "#EXT-X-VERSION:" + (fragmented ? 6 : 3));
        line(text, "#EXT-X-TARGETDURATION:" + targetSeconds);
        line(text, "#EXT-X-MEDIA-SEQUENCE:" + sequence);
        if (discontinuities > 0) {
            line(text, "#EXT-X-DISCONTINUITY-SEQUENCE:" + discontinuities);
        }
        if (ended) {
            line(text, "#EXT-X-PLAYLIST-TYPE:VOD");
        }
        line(text, "#EXT-X-INDEPENDENT-SEGMENTS");
        Entry before = null;
        for (Entry entry : entries) {
            add(text, entry, before);
            before = entry;
        }
        if (ended) {
            line(text, "#EXT-X-ENDLIST");
        }
        return text.toString();
    }

    private void add(StringBuilder text, Entry entry, @Nullable Entry before) {
        boolean fresh = before == null || entry.part().discontinuous();
        if (entry.part().discontinuous()) {
            line(text, "#EXT-X-DISCONTINUITY");
        }
        boolean otherInit = before == null || !Objects.equals(before.init(), entry.init());
        if (entry.init() != null && (fresh || otherInit)) {
            line(text, "#EXT-X-MAP:URI=\"" + entry.init() + "\"");
        }
        Timestamp start = entry.part().range().start();
        if (clock != null && fresh && start != null) {
            line(text, "#EXT-X-PROGRAM-DATE-TIME:" + DATE_TIME.format(clock.apply(start)));
        }
        line(text, "#EXTINF:" + decimal(entry.part().length()) + ",");
        line(text, entry.url());
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    /** All nine decimals: no player is hurt by them, and sums stay exact. */
    private static String decimal(Timestamp length) {
        return String.format(java.util.Locale.ROOT, "%d.%09d", length.seconds(), length.nanos());
    }
}
