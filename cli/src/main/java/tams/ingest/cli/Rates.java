package tams.ingest.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast counts rise, over the last minute. Keeps {@link #SAMPLES_MAX} samples a feed. */
final class Rates {

    private static final int SAMPLES_MAX = 30;
    private static final long MINUTE = 60_000_000_000L;

    private final Map<String, Deque<Sample>> samples = new HashMap<>();

    private record Sample(long nanos, long count) {}

    void note(String feed, long count, long nanos) {
        Deque<Sample> known = samples.computeIfAbsent(feed, added -> new ArrayDeque<>());
        known.addLast(new Sample(nanos, count));
        while (known.size() > SAMPLES_MAX || nanos - known.getFirst().nanos() > MINUTE) {
            known.removeFirst();
        }
    }

    /** Per minute; null until two samples are there. */
    @Nullable Long perMinute(String feed) {
        Deque<Sample> known = samples.get(feed);
        if (known == null || known.size() < 2) {
            return null;
        }
        Sample first = known.getFirst();
        Sample last = known.getLast();
        return (last.count() - first.count()) * (MINUTE / 1_000) / Math.max(1, (last.nanos() - first.nanos()) / 1_000);
    }
}
