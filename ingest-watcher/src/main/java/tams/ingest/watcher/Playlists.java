package tams.ingest.watcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The playlists beside the chunks of all folders, read when a chunk is looked up and again when they have changed. Only
 * signs: one that cannot be read, or not yet, says nothing. On the scanner's thread only.
 */
final class Playlists {

    /** Longest playlist that is read: a day of 2 s chunks with a time each has some 5 MB. */
    static final int BYTES_MAX = 8 << 20;

    /** Playlists of one folder that are read, in the order of their names: a multiplex has one for each rendition. */
    static final int FOLDER_MAX = 16;

    /** Chunks that are known from playlists at a time, some 40 MB; beyond them, the playlist used longest ago is read anew. */
    static final int LISTINGS_MAX = 200_000;

    private record Key(Path path, ZoneId zone) {}

    /** A playlist that takes long to read is read the less often: at most a fifth of the time is spent on each. */
    private static final int REST_FACTOR = 4;

    private record Known(FileStamp stamp, Map<String, Listing> listings, long restUntil) {}

    private final BiConsumer<Path, String> warn;
    private final LongSupplier nanos;
    private final Map<Key, Known> known = new LinkedHashMap<>(64, 0.75f, true);
    private int listings;

    /**
     * Knows no playlist yet.
     *
     * @param warn takes a playlist that cannot be used, and why, as often as it is found
     */
    Playlists(BiConsumer<Path, String> warn, LongSupplier nanos) {
        this.warn = warn;
        this.nanos = nanos;
    }

    /**
     * What playlists say of a chunk, as they stand now or stood a moment ago.
     *
     * @param beside the playlists of the chunk's folder, in order
     * @param zone of times that name none
     */
    Listing find(Collection<Path> beside, String chunk, ZoneId zone) {
        Listing found = Listing.NONE;
        int read = 0;
        for (Path playlist : beside) {
            if (read++ == FOLDER_MAX) {
                warn.accept(playlist, "a folder has at most " + FOLDER_MAX + " playlists; this one is not read");
                break;
            }
            found = found.and(listings(new Key(playlist, zone)).getOrDefault(chunk, Listing.NONE));
        }
        return found;
    }

    private Map<String, Listing> listings(Key key) {
        Known before = known.get(key);
        long start = nanos.getAsLong();
        if (before != null && start - before.restUntil < 0) {
            return before.listings;
        }
        try {
            var attributes = Files.readAttributes(key.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            FileStamp stamp = FileStamp.of(attributes);
            if (before != null && before.stamp.equals(stamp)) {
                return before.listings;
            }
            if (attributes.isRegularFile() && stamp.bytes() <= BYTES_MAX) {
                Map<String, Listing> now = read(key, stamp);
                if (now != null) {
                    long end = nanos.getAsLong();
                    return keep(key, new Known(stamp, now, end + REST_FACTOR * (end - start)));
                }
            } else {
                warn.accept(key.path, "a playlist is a file of at most " + BYTES_MAX + " bytes");
            }
        } catch (NoSuchFileException e) {
            forget(key);
            return Map.of();
        } catch (IOException e) {
            warn.accept(key.path, "the playlist cannot be read: " + e.getClass().getSimpleName());
        }
        // It is being written: what it said before is still true.
        return before == null ? Map.of() : before.listings;
    }

    /** Reads a playlist; null when it is not whole. */
    private static @Nullable Map<String, Listing> read(Key key, FileStamp stamp) throws IOException {
        try (InputStream in = Files.newInputStream(key.path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(BYTES_MAX);
            return bytes.length == stamp.bytes()
                    ? Playlist.read(new String(bytes, StandardCharsets.UTF_8), key.zone)
                    : null;
        }
    }

    private Map<String, Listing> keep(Key key, Known now) {
        forget(key);
        known.put(key, now);
        listings += weight(now);
        Iterator<Known> eldestFirst = known.values().iterator();
        while (listings > LISTINGS_MAX && known.size() > 1) {
            listings -= weight(eldestFirst.next());
            eldestFirst.remove();
        }
        return now.listings;
    }

    private void forget(Key key) {
        Known before = known.remove(key);
        listings -= before == null ? 0 : weight(before);
    }

    /** A playlist that names nothing takes its place as well. */
    private static int weight(Known playlist) {
        return playlist.listings.size() + 1;
    }
}
