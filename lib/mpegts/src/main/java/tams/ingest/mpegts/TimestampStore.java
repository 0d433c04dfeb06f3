package tams.ingest.mpegts;

import java.util.Arrays;

/** The presentation times of one stream's pictures, in unwrapped ticks. */
final class TimestampStore {

    /** 8 MiB for the whole chunk: four and a half hours at 60 pictures a second. Beyond, only lowest and highest count. */
    static final int TIMESTAMPS_MAX = 1_000_000;

    private final TimestampBudget budget;
    private long[] times = new long[16];
    private int size;
    private long beyond;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    TimestampStore(TimestampBudget budget) {
        this.budget = budget;
    }

    void add(long time) {
        min = Math.min(min, time);
        max = Math.max(max, time);
        if (!budget.spend()) {
            beyond++;
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, Math.min(2 * size, TIMESTAMPS_MAX));
        }
        times[size++] = time;
    }

    boolean isEmpty() {
        return size == 0 && beyond == 0;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    long beyond() {
        return beyond;
    }

    /** How many are kept. */
    int size() {
        return size;
    }

    /** The kept times of a range of indexes, in presentation order. */
    long[] sorted(int from, int to) {
        long[] sorted = Arrays.copyOfRange(times, from, to);
        Arrays.sort(sorted);
        return sorted;
    }
}
