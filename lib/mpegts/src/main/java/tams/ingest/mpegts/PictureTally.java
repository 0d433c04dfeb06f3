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

    PictureTally(int from) {
        this.from = from;
    }

    void add(long pts) {
        frames++;
        if (pts == Ticks.NONE) {
            withoutPts++;
            trailing++;
        } else {
            trailing = 0;
            min = Math.min(min, pts);
            max = Math.max(max, pts);
        }
    }

    void addKey() {
        keyFrames++;
    }

    int from() {
        return from;
    }

    long frames() {
        return frames;
    }

    long withoutPts() {
        return withoutPts;
    }

    long keyFrames() {
        return keyFrames;
    }

    boolean hasTime() {
        return max != Long.MIN_VALUE;
    }

    /** What the distances of its times tell of a frame's duration; the stated one where they tell nothing. */
    @Nullable Fraction frameTicks(long[] sorted, @Nullable Fraction stated) {
        return FrameDuration.of(sorted, withoutPts - trailing, stated);
    }

    Span span(@Nullable Fraction ticks, List<Findings.Remark> remarks) {
        if (ticks == null) {
            return new Span(min, max, null, null);
        }
        long end = max + ticks.rounded();
        if (withoutPts > 0) {
            remarks.add(new Findings.Remark(
                    "estimated",
                    withoutPts + " of " + frames + " frames have no PTS; the end may be counted, not read"));
            end = Math.max(end, min + ticks.roundedTimes(frames));
        }
        var span = new Span(min, max, ticks, end);
        span.gapInside(frames).ifPresent(remarks::add);
        return span;
    }
}
