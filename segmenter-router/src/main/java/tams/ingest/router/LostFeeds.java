package tams.ingest.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Feeds of which nothing is known any more although they had chunks before: their chunks wait here, in their order, until
 * the registrar has said where the feed ends (ADR 22).
 *
 * <p>Kept in the store {@code held-chunks} under {@code feed/offset}; feeds have no slash. How many there are is counted in
 * memory, since nearly always there are none.
 */
final class LostFeeds {

    static final String HELD = "held-chunks";

    /**
     * Most chunks of a feed, two days of short ones. One beyond that is let go: the ledger has no line for it, so the
     * watcher announces it again.
     */
    static final int HELD_MAX = 100_000;

    /** How often a question is repeated that has no answer. */
    static final Duration ASK_EVERY = Duration.ofSeconds(30);

    private final KeyValueStore<String, HeldChunk> store;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Long> askedMs = new HashMap<>();

    LostFeeds(KeyValueStore<String, HeldChunk> store) {
        this.store = store;
        try (KeyValueIterator<String, HeldChunk> all = store.all()) {
            all.forEachRemaining(line -> counts.merge(line.value.chunk().feed(), 1, Integer::sum));
        }
    }

    Set<String> feeds() {
        return Set.copyOf(counts.keySet());
    }

    boolean holds(String feed) {
        return counts.containsKey(feed);
    }

    /**
     * Lets a chunk wait behind the others of its feed.
     *
     * @param offset of its announcement
     * @return whether there is room for it
     */
    boolean hold(HeldChunk chunk, long offset) {
        String feed = chunk.chunk().feed();
        if (counts.getOrDefault(feed, 0) >= HELD_MAX) {
            return false;
        }
        if (store.putIfAbsent(feed + "/" + String.format("%016x", offset), chunk) == null) {
            counts.merge(feed, 1, Integer::sum);
        }
        return true;
    }

    /** The chunk that has waited for longest. */
    Optional<HeldChunk> first(String feed) {
        return lines(feed, 1).stream().map(line -> line.value).findFirst();
    }

    /** Takes out up to so many of those that have waited for longest, in their order. */
    List<HeldChunk> take(String feed, int most) {
        List<KeyValue<String, HeldChunk>> lines = lines(feed, most);
        lines.forEach(line -> store.delete(line.key));
        int left = counts.getOrDefault(feed, 0) - lines.size();
        if (left > 0) {
            counts.put(feed, left);
        } else {
            counts.remove(feed);
            askedMs.remove(feed);
        }
        return lines.stream().map(line -> line.value).toList();
    }

    private List<KeyValue<String, HeldChunk>> lines(String feed, int most) {
        List<KeyValue<String, HeldChunk>> lines = new ArrayList<>();
        try (KeyValueIterator<String, HeldChunk> waiting = store.range(feed + "/", feed + "/g")) {
            while (lines.size() < most && waiting.hasNext()) {
                lines.add(waiting.next());
            }
        }
        return lines;
    }

    void asked(String feed, long nowMs) {
        askedMs.put(feed, nowMs);
    }

    /** Whether a feed's question has gone unanswered for so long that it is asked again. */
    boolean isOverdue(String feed, long nowMs) {
        return nowMs - askedMs.getOrDefault(feed, 0L) >= ASK_EVERY.toMillis();
    }
}
