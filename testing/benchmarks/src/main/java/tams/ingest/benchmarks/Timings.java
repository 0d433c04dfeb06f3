package tams.ingest.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nanoseconds of several things, each measured several times in turn. */
final class Timings {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, List<Long>> byName = new LinkedHashMap<>();

    /** Something to be timed. */
    interface Action {
        void run() throws Exception;
    }

    /** Times an action by the processor time of this thread, which other processes on the machine disturb least. */
    void time(String name, Action action) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        action.run();
        add(name, THREADS.getCurrentThreadCpuTime() - start);
    }

    void add(String name, long nanos) {
        byName.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
    }

    long median(String name) {
        List<Long> sorted =
                byName.getOrDefault(name, List.of()).stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was timed as " + name);
        }
        return sorted.get(sorted.size() / 2);
    }

    /** The median over the rounds of one thing's time by another's in the same round, in hundredths. */
    long hundredths(String name, String base) {
        List<Long> above = byName.getOrDefault(name, List.of());
        List<Long> below = byName.getOrDefault(base, List.of());
        var ratios = new ArrayList<Long>();
        for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
            ratios.add(Math.round(100.0 * above.get(i) / below.get(i)));
        }
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("nothing was timed as " + name + " and " + base);
        }
        ratios.sort(null);
        return ratios.get(ratios.size() / 2);
    }
}
