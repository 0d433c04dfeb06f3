package tams.ingest.watcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The lists of one folder that name the files their writer has finished: CSV segment lists and playlists. Belongs to the
 * scanner's thread.
 *
 * <p>Of a list only names of files that are there matter, so nothing of it is kept; it is read again when it has changed,
 * or when a file has come that it may have named before.
 */
final class FolderLists {

    /** What is read of a list, from its end, some 25,000 names: one that is never cut grows for as long as its writer runs. */
    static final int TAIL_BYTES = 1 << 20;

    /** Lists of one folder that are read, in the order of their names. */
    static final int LISTS_MAX = 16;

    private final BiConsumer<Path, String> warn;
    private final Map<Path, FileStamp> read = new HashMap<>();
    private Set<Path> seen = new TreeSet<>();

    /**
     * Has read no list yet.
     *
     * @param warn takes a list that cannot be used, and why, as often as it is found
     */
    FolderLists(BiConsumer<Path, String> warn) {
        this.warn = warn;
    }

    void beginLook() {
        seen = new TreeSet<>();
    }

    void see(Path list) {
        if (seen.size() < LISTS_MAX) {
            seen.add(list);
        } else {
            warn.accept(list, "a folder has at most " + LISTS_MAX + " lists; this one is not read");
        }
    }

    /**
     * Gives the names that lists of this look have, as far as they may be news.
     *
     * @param hasNewFiles whether files have come since the last time
     */
    void endLook(boolean hasNewFiles, Consumer<String> named) {
        read.keySet().retainAll(seen);
        for (Path list : seen) {
            try {
                var attributes = Files.readAttributes(list, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                FileStamp stamp = FileStamp.of(attributes);
                if (attributes.isRegularFile() && (hasNewFiles || !stamp.equals(read.get(list)))) {
                    WrittenList.read(tail(list), list.getFileName().toString()).forEach(named);
                    read.put(list, stamp);
                }
            } catch (NoSuchFileException e) {
                read.remove(list);
            } catch (IOException e) {
                warn.accept(list, "the list cannot be read: " + e.getClass().getSimpleName());
            }
        }
    }

    /** The whole lines at the end of a list. */
    private static String tail(Path list) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(list, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long start = Math.max(0, channel.size() - TAIL_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(channel.size(), TAIL_BYTES)));
            channel.position(start);
            int got = 0;
            while (got >= 0 && bytes.hasRemaining()) {
                got = channel.read(bytes);
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            int begin = start == 0 ? 0 : text.indexOf('\n') + 1;
            return text.substring(begin, Math.max(begin, text.lastIndexOf('\n') + 1));
        }
    }
}
