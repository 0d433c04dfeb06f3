package tams.ingest.registrar;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedEvent;
import tams.ingest.contracts.FeedTable;

/**
 * The feed table as {@code ingest.feeds} tells it, for what it says about feeds whose segments are in the store already. So
 * a change of {@code keep} counts at once, and for a feed that is silent too. Thread-safe.
 */
final class KeepRules {

    private static final Comparator<FeedDefined> IN_TABLE_ORDER =
            Comparator.comparingLong(FeedDefined::version).thenComparing(FeedDefined::feed);

    private final Map<String, FeedDefined> lines = new HashMap<>();
    private List<FeedTable> expressions = List.of();
    private boolean limited;

    /** Takes a record of the topic: a line, or a line's end. Pauses are none of our business. */
    synchronized void accept(String key, @Nullable FeedEvent record) {
        if (record == null) {
            lines.remove(key);
        } else if (record instanceof FeedDefined line) {
            lines.put(key, line);
        }
        expressions = lines.values().stream()
                .filter(line -> line.settings().standsForMany())
                .sorted(IN_TABLE_ORDER)
                .map(line -> new FeedTable(List.of(line.settings())))
                .toList();
        limited = lines.values().stream().anyMatch(line -> line.settings().keep() != null);
    }

    /** A feed's line, or the first expression's that matches its name; empty for a feed that has left the table. */
    synchronized Optional<Feed> feed(String id) {
        FeedDefined named = lines.get(id);
        if (named != null) {
            return Optional.of(named.settings());
        }
        return expressions.stream()
                .flatMap(expression -> expression.of(id).stream())
                .findFirst();
    }

    /** Whether any line limits what is kept, so that there can be something to do at all. */
    synchronized boolean isAnyLimited() {
        return limited;
    }
}
