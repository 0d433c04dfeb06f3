package tams.ingest.registrar;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened, over any number of schedules. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void add(Enum<?> what) {
        add(what, 1);
    }

    void add(Enum<?> what, long times) {
        counts.merge(what.name(), times, Long::sum);
    }

    void addAll(Tally other) {
        other.counts.forEach((what, times) -> counts.merge(what, times, Long::sum));
    }

    long of(Enum<?> what) {
        return counts.getOrDefault(what.name(), 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
