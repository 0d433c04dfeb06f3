package tams.ingest.mpegts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a video frame lasts, found from the distances of the presentation times.
 *
 * <p>What a stream states about its rate only helps out: absurd rates and field rates are common there.
 */
final class FrameDuration {

    /** The rates that cameras and encoders are built for; a distance within 0.5 % of one means that one. */
    private static final List<Fraction> STANDARD_RATES = List.of(
            new Fraction(24000, 1001),
            Fraction.of(24),
            Fraction.of(25),
            new Fraction(30000, 1001),
            Fraction.of(30),
            Fraction.of(48),
            Fraction.of(50),
            new Fraction(60000, 1001),
            Fraction.of(60),
            Fraction.of(100),
            new Fraction(120000, 1001),
            Fraction.of(120),
            Fraction.of(10),
            Fraction.of(12),
            Fraction.of(15));

    /** 0.5 % as a divisor. */
    private static final long SNAP = 200;

    /** Longer frames than ten seconds are a slide show: no rate is near, and the arithmetic below stays in 63 bits. */
    private static final long SNAP_TICKS_MAX = 10 * Ticks.PER_SECOND;

    private FrameDuration() {}

    /**
     * The duration in ticks, or null if nothing tells it. Two pictures are the least that tell without a statement.
     *
     * @param sorted the known presentation times, ascending
     * @param between pictures between them whose time is not known; their neighbours' distance says little
     * @param stated what the stream states, if worth believing
     */
    static @Nullable Fraction of(long[] sorted, long between, @Nullable Fraction stated) {
        long[] distances = distances(sorted);
        if (between > 0) {
            return whereTimesLack(sorted, between, stated, distances);
        }
        if (distances.length >= 2) {
            return fromDistances(distances);
        }
        if (stated != null || distances.length == 0) {
            return stated;
        }
        return fromDistances(distances);
    }

    /**
     * The duration of the average frame of a stream that shows some frames longer than others, as film at 29.97 does.
     *
     * @param between as for {@link #of}
     * @param last ticks of the last frame
     */
    static Fraction mean(long[] sorted, long between, long last) {
        long sum = sorted[sorted.length - 1] - sorted[0];
        long count = sorted.length - 1 + between;
        if (between == 0) {
            long[] distances = distances(sorted);
            sum = 0;
            count = 0;
            // No frame is shown for more than three others: beyond that it is a gap.
            for (int i = 0; i < distances.length && distances[i] <= 4 * distances[0]; i++) {
                sum += distances[i];
                count++;
            }
        }
        // The pattern may be whole with the last frame or without it.
        Fraction without = snap(sum, count);
        Fraction with = snap(sum + last, count + 1);
        return without != null ? without : with != null ? with : new Fraction(sum + last, count + 1);
    }

    /** The ticks of so many fields in such a stream: half of the stated frame each, or half of the shortest one. */
    static long ofFields(long[] sorted, @Nullable Fraction stated, int fields) {
        Fraction frame = stated != null ? stated : shortest(sorted);
        return Fraction.rounded(fields * frame.numerator(), 2 * frame.denominator());
    }

    private static Fraction shortest(long[] sorted) {
        long distance = distances(sorted)[0];
        Fraction standard = snap(distance, 1);
        return standard != null ? standard : Fraction.of(distance);
    }

    private static @Nullable Fraction whereTimesLack(
            long[] sorted, long between, @Nullable Fraction stated, long[] distances) {
        if (stated != null || distances.length == 0) {
            return stated;
        }
        Fraction even = snap(sorted[sorted.length - 1] - sorted[0], sorted.length - 1 + between);
        return even != null ? even : fromDistances(distances);
    }

    private static Fraction fromDistances(long[] distances) {
        long median = distances[distances.length / 2];
        long sum = 0;
        long count = 0;
        for (long distance : distances) {
            if (Math.abs(distance - median) * 4 <= median) {
                sum += distance;
                count++;
            }
        }
        Fraction standard = snap(sum, count);
        return standard != null ? standard : new Fraction(sum, count);
    }

    /** The positive distances, ascending: two pictures with one time have none. */
    private static long[] distances(long[] sorted) {
        long[] distances = new long[Math.max(sorted.length - 1, 0)];
        int count = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] > sorted[i - 1]) {
                distances[count++] = sorted[i] - sorted[i - 1];
            }
        }
        long[] positive = Arrays.copyOf(distances, count);
        Arrays.sort(positive);
        return positive;
    }

    /** The standard duration nearest to {@code sum / count}, or null if none is within 0.5 %. */
    private static @Nullable Fraction snap(long sum, long count) {
        if (sum > count * SNAP_TICKS_MAX) {
            return null;
        }
        Fraction best = null;
        long bestOff = Long.MAX_VALUE;
        for (var rate : STANDARD_RATES) {
            Fraction ticks = rate.perSecond();
            // Compared over one denominator, 8 for all of them: 90000 x 1001 / 120000 is 6006 / 8.
            long off = Math.abs(sum * 8 - count * (ticks.numerator() * 8 / ticks.denominator()));
            if (off * SNAP <= sum * 8 && off < bestOff) {
                best = ticks;
                bestOff = off;
            }
        }
        return best;
    }
}
