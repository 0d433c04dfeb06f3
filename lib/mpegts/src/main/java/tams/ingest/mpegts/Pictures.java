package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the pictures of one video stream and keeps their times. */
final class Pictures {

    private final TimestampStore times;
    private long frames;
    private long withoutPts;
    private long trailing;
    private long keyFrames;
    private boolean key;

    Pictures(TimestampBudget budget) {
        this.times = new TimestampStore(budget);
    }

    /** An access unit commences that is a picture of its own: a frame, or the first field of one. */
    void begin(Stamp stamp) {
        frames++;
        key = false;
        long pts = stamp.take();
        if (pts == Ticks.NONE) {
            withoutPts++;
            trailing++;
        } else {
            trailing = 0;
            times.add(pts);
        }
    }

    /** The picture that began last is one that decoding may start with. */
    void markKey() {
        if (!key && frames > 0) {
            key = true;
            keyFrames++;
        }
    }

    long frames() {
        return frames;
    }

    Findings findings(VideoSyntax syntax) {
        var remarks = new ArrayList<Findings.Remark>();
        return new Findings(
                syntax.codec(),
                true,
                syntax.format(),
                frames,
                withoutPts,
                keyFrames,
                times.isEmpty() ? null : span(syntax.statedFrameTicks(), remarks),
                List.copyOf(remarks));
    }

    private Span span(@Nullable Fraction stated, List<Findings.Remark> remarks) {
        if (times.beyond() > 0) {
            remarks.add(new Findings.Remark(
                    "too_many_pictures", "the times of " + times.beyond() + " pictures count for the range only"));
        }
        long start = times.min();
        long max = times.max();
        Fraction ticks = FrameDuration.of(times.sorted(), withoutPts - trailing, stated);
        if (ticks == null) {
            return new Span(start, max, null, null);
        }
        if (frames < 3) {
            remarks.add(new Findings.Remark("estimated", "the duration of its " + frames + " frames is not certain"));
        }
        long end = max + ticks.rounded();
        long counted = start + ticks.roundedTimes(frames);
        if (withoutPts > 0) {
            remarks.add(new Findings.Remark(
                    "estimated",
                    withoutPts + " of " + frames + " frames have no PTS; the end may be counted, not read"));
            end = Math.max(end, counted);
        }
        var span = new Span(start, max, ticks, end);
        span.gapInside(frames).ifPresent(remarks::add);
        return span;
    }
}
