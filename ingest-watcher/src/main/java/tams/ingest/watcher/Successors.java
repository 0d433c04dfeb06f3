package tams.ingest.watcher;

import java.util.HashMap;
import java.util.Map;

/** The latest file of each stream in a folder. */
final class Successors {

    private final Claim claim;
    private final Map<String, ChunkName> latest = new HashMap<>();

    Successors(Claim claim) {
        this.claim = claim;
    }

    void add(String fileName) {
        ChunkName chunk = claim.name(fileName);
        if (chunk.sequence() != null || chunk.namedAt() != null) {
            latest.merge(chunk.stream(), chunk, (a, b) -> b.follows(a) ? b : a);
        }
    }

    /** Whether a later file of the same stream was added. */
    boolean hasAfter(String fileName) {
        ChunkName chunk = claim.name(fileName);
        ChunkName last = latest.get(chunk.stream());
        return last != null && last.follows(chunk);
    }
}
