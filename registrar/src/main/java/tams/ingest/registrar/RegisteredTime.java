package tams.ingest.registrar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * How far the segments of each feed reach, and which Flows they are in, by the ledger: some 400 bytes a Flow.
 * Thread-safe.
 */
final class RegisteredTime {

    private final Map<String, Timestamp> ends = new HashMap<>();
    private final Map<UUID, Registered> flows = new HashMap<>();
    private final Map<String, TimeRange> lasts = new HashMap<>();
    private final Map<String, Set<UUID>> owners = new HashMap<>();

    private static final class Registered {
        private final TreeSet<String> feeds = new TreeSet<>();
        private @Nullable Timestamp earliestNews;
    }

    /**
     * A Flow that has segments.
     *
     * @param feeds that registered them, in the order of their names; seldom more than one
     * @param earliestNews the first end of a segment that was registered since {@link #seen}; null for none
     */
    record FlowTime(UUID flow, Set<String> feeds, @Nullable Timestamp earliestNews) {}

    /** An arrival's segments are in the store. */
    synchronized void registered(String feed, UUID flow, Outcome line) {
        Registered known = flows.computeIfAbsent(flow, any -> new Registered());
        known.feeds.add(feed);
        for (TimeRange range : line.timeranges()) {
            Timestamp end = range.end();
            if (end != null) {
                ends.merge(feed, end, (one, other) -> one.compareTo(other) >= 0 ? one : other);
                if (known.earliestNews == null || end.compareTo(known.earliestNews) < 0) {
                    known.earliestNews = end;
                }
            }
        }
    }

    /** A line says which time an arrival holds, or will hold once it is registered. */
    synchronized void held(Outcome line) {
        for (TimeRange range : line.timeranges()) {
            if (range.start() != null && range.end() != null) {
                lasts.merge(line.feed(), range, (one, other) -> one.compareEnds(other) >= 0 ? one : other);
            }
        }
        UUID flow = line.flowId();
        if (flow != null) {
            owners.computeIfAbsent(line.feed(), any -> new TreeSet<>()).add(flow);
        }
    }

    /** The latest time that is registered or planned for a feed, in whichever of its Flows. */
    synchronized Optional<TimeRange> lastOf(String feed) {
        return Optional.ofNullable(lasts.get(feed));
    }

    /** The Flows that segments of a feed were registered in or planned for. */
    synchronized Set<UUID> ownersOf(String feed) {
        return Set.copyOf(owners.getOrDefault(feed, Set.of()));
    }

    /** Where the last segment of a feed ends, in whichever of its Flows; null for a feed that has none. */
    synchronized @Nullable Timestamp endOf(String feed) {
        return ends.get(feed);
    }

    synchronized List<FlowTime> flows() {
        return flows.entrySet().stream()
                .map(flow ->
                        new FlowTime(flow.getKey(), Set.copyOf(flow.getValue().feeds), flow.getValue().earliestNews))
                .toList();
    }

    /** What has been registered in a Flow up to now is no news any more. */
    synchronized void seen(UUID flow) {
        Registered known = flows.get(flow);
        if (known != null) {
            known.earliestNews = null;
        }
    }
}
