package tams.ingest.watcher;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The latest file of each stream in a folder. */
final class Successors {

    private final @Nullable Pattern pattern;
    private final Map<String, ChunkName> latest = new HashMap<>();

    Successors(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    void add(String fileName) {
        ChunkName chunk = ChunkName.of(fileName, pattern);
        if (chunk.sequence() != null) {
            latest.merge(chunk.stream(), chunk, (a, b) -> b.follows(a) ? b : a);
        }
    }

    /** Whether a later file of the same stream was added. */
    boolean hasAfter(String fileName) {
        ChunkName chunk = ChunkName.of(fileName, pattern);
        ChunkName last = latest.get(chunk.stream());
        return last != null && last.follows(chunk);
    }
}
