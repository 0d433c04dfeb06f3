package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of the pictures between two breaks of time, or of all where time does not break. */
final class PictureTally {

    /** Index of its first time in the stream's store. */
    private final int from;

    private long pictures;
    private long withoutPts;
    private long trailing;
    private long keyFrames;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean newest;
    private int lastFields = FrameStructure.FIELDS;
    private boolean uneven;

    PictureTally(int from) {
        this.from = from;
    }

    void add(long pts) {
        pictures++;
        newest = pts != Ticks.NONE && pts >= max;
        if (pts == Ticks.NONE) {
            withoutPts++;
            trailing++;
            return;
        }
        trailing = 0;
        min = Math.min(min, pts);
        max = Math.max(max, pts);
        lastFields = newest ? FrameStructure.FIELDS : lastFields;
    }

    void addKey() {
        keyFrames++;
    }

    /** The picture added last is shown for that many fields. */
    void lasts(int fields) {
        uneven |= fields != FrameStructure.FIELDS;
        lastFields = newest ? fields : lastFields;
    }

    int from() {
        return from;
    }

    /** Frames, where {@code fields} says that every picture is one of two fields. */
    long frames(boolean fields) {
        return paired(pictures, fields);
    }

    long withoutPts(boolean fields) {
        return paired(withoutPts, fields);
    }

    long keyFrames() {
        return keyFrames;
    }

    boolean hasTime() {
        return max != Long.MIN_VALUE;
    }

    /**
     * What the distances of its times tell of a frame's duration; the stated one where they tell nothing.
     *
     * @param times of its pictures in presentation order
     */
    @Nullable Fraction frameTicks(long[] times, boolean fields, @Nullable Fraction stated) {
        long[] sorted = firsts(times, fields);
        long between = paired(withoutPts - trailing, fields);
        return repeats(sorted)
                ? FrameDuration.mean(sorted, between, FrameDuration.ofFields(sorted, stated, lastFields))
                : FrameDuration.of(sorted, between, stated);
    }

    Span span(
            long[] times,
            boolean fields,
            @Nullable Fraction ticks,
            @Nullable Fraction stated,
            List<Findings.Remark> remarks) {
        long[] sorted = firsts(times, fields);
        boolean whole = fields && times.length > 0 && times.length == pictures - withoutPts;
        long last = whole ? sorted[sorted.length - 1] : max;
        if (ticks == null) {
            return new Span(min, last, null, null);
        }
        long count = frames(fields);
        long end = last + (repeats(sorted) ? FrameDuration.ofFields(sorted, stated, lastFields) : ticks.rounded());
        if (withoutPts > 0) {
            remarks.add(new Findings.Remark(
                    "estimated",
                    withoutPts(fields) + " of " + count + " frames have no PTS; the end may be counted, not read"));
            end = Math.max(end, min + ticks.roundedTimes(count));
        }
        var span = new Span(min, last, ticks, end);
        span.gapInside(count).ifPresent(remarks::add);
        return span;
    }

    /** Whether frames last for different numbers of fields, so that the last one's own number counts. */
    private boolean repeats(long[] sorted) {
        return uneven && sorted.length > 2 && sorted[sorted.length - 1] > sorted[0];
    }

    private static long paired(long pictures, boolean fields) {
        return fields ? (pictures + 1) / 2 : pictures;
    }

    /** The times of frames in presentation order: of fields, every other one. */
    private static long[] firsts(long[] times, boolean fields) {
        if (!fields) {
            return times;
        }
        long[] firsts = new long[(times.length + 1) / 2];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = times[2 * i];
        }
        return firsts;
    }
}
