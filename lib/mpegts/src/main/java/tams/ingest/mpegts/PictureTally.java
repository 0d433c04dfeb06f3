package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of the pictures between two breaks of time, or of all where time does not break. */
final class PictureTally {

    /** Index of its first time in the stream's store. */
    private final int from;

    private long frames;
    private long withoutPts;
    private long trailing;
    private long keyFrames;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean newest;
    private int lastFields = FrameStructure.FIELDS;
    private boolean uneven;
    private boolean fields;

    PictureTally(int from) {
        this.from = from;
    }

    void add(long pts) {
        frames++;
        newest = pts != Ticks.NONE && pts >= max;
        lastFields = newest ? FrameStructure.FIELDS : lastFields;
        if (pts == Ticks.NONE) {
            withoutPts++;
            trailing++;
        } else {
            trailing = 0;
            min = Math.min(min, pts);
            max = Math.max(max, pts);
        }
    }

    /** The picture added last is shown for that many fields. */
    void lasts(int shown) {
        uneven |= shown != FrameStructure.FIELDS;
        lastFields = newest ? shown : lastFields;
    }

    /** Two pictures that follow each other in presentation order make a frame. */
    void areFields() {
        fields = true;
    }

    private long paired(long pictures) {
        return fields ? (pictures + 1) / 2 : pictures;
    }

    /** The times of frames in presentation order: of fields, every other one. */
    long[] frameTimes(long[] sorted) {
        if (!fields) {
            return sorted;
        }
        long[] firsts = new long[(sorted.length + 1) / 2];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = sorted[2 * i];
        }
        return firsts;
    }

    void addKey() {
        keyFrames++;
    }

    int from() {
        return from;
    }

    long frames() {
        return paired(frames);
    }

    long withoutPts() {
        return paired(withoutPts);
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
     * @param sorted the times of its frames
     */
    @Nullable Fraction frameTicks(long[] sorted, @Nullable Fraction stated) {
        long between = paired(withoutPts - trailing);
        return repeats(sorted)
                ? FrameDuration.mean(sorted, between, FrameDuration.ofFields(sorted, stated, lastFields))
                : FrameDuration.of(sorted, between, stated);
    }

    /** True if some frames are shown longer than others, and their times tell how long. */
    private boolean repeats(long[] sorted) {
        return uneven && sorted.length > 2 && max > min;
    }

    Span span(long[] sorted, @Nullable Fraction ticks, @Nullable Fraction stated, List<Findings.Remark> remarks) {
        long last = fields && sorted.length > 0 ? sorted[sorted.length - 1] : max;
        if (ticks == null) {
            return new Span(min, last, null, null);
        }
        long end = last + (repeats(sorted) ? FrameDuration.ofFields(sorted, stated, lastFields) : ticks.rounded());
        if (withoutPts > 0) {
            remarks.add(new Findings.Remark(
                    "estimated",
                    withoutPts() + " of " + frames() + " frames have no PTS; the end may be counted, not read"));
            end = Math.max(end, min + ticks.roundedTimes(frames()));
        }
        var span = new Span(min, last, ticks, end);
        span.gapInside(frames()).ifPresent(remarks::add);
        return span;
    }
}
