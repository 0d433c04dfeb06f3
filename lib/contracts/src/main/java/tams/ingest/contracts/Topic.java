package tams.ingest.contracts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic: its name, what lies on it, how long.
 *
 * @param name without the configured prefix
 * @param type of every value; for a sealed type the {@code ce_type} header tells which
 * @param kept how long records stay; null for a compacted topic, which keeps the last of each key
 */
public record Topic<T>(String name, Class<T> type, @Nullable Duration kept) {

    public boolean isCompacted() {
        return kept == null;
    }
}
