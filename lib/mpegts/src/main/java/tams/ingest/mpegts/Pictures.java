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
    private boolean newest;
    private int lastFields = FrameStructure.FIELDS;
    private boolean uneven;
    private boolean fields;

    Pictures(TimestampBudget budget) {
        this.times = new TimestampStore(budget);
    }

    /** An access unit commences that is a picture of its own: a frame, or the first field of one. */
    void begin(Stamp stamp) {
        frames++;
        key = false;
        newest = false;
        long pts = stamp.take();
        if (pts == Ticks.NONE) {
            withoutPts++;
            trailing++;
        } else {
            trailing = 0;
            times.add(pts);
            newest = pts == times.max();
            lastFields = newest ? FrameStructure.FIELDS : lastFields;
        }
    }

    /** The picture that began last is shown for that many fields, where two are the rule. */
    void lasts(int fields) {
        uneven |= fields != FrameStructure.FIELDS;
        lastFields = newest ? fields : lastFields;
    }

    /**
     * Every picture is a field, and two that follow each other in presentation order make a frame; they need not follow
     * each other in coded order.
     */
    void areFields() {
        fields = true;
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
                paired(frames),
                paired(withoutPts),
                keyFrames,
                times.isEmpty() ? null : span(syntax.statedFrameTicks(), remarks),
                List.copyOf(remarks));
    }

    private long paired(long pictures) {
        return fields ? (pictures + 1) / 2 : pictures;
    }

    /** The times of frames in presentation order: of fields, every other one. */
    private long[] sorted() {
        long[] all = times.sorted();
        if (!fields) {
            return all;
        }
        long[] firsts = new long[(all.length + 1) / 2];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = all[2 * i];
        }
        return firsts;
    }

    private Span span(@Nullable Fraction stated, List<Findings.Remark> remarks) {
        if (times.beyond() > 0) {
            remarks.add(new Findings.Remark(
                    "too_many_pictures", "the times of " + times.beyond() + " pictures count for the range only"));
        }
        long start = times.min();
        long[] sorted = sorted();
        long max = fields && times.beyond() == 0 ? sorted[sorted.length - 1] : times.max();
        long count = paired(frames);
        long between = paired(withoutPts - trailing);
        boolean repeats = uneven && sorted.length > 2 && max > start;
        long last = repeats ? FrameDuration.ofFields(sorted, stated, lastFields) : 0;
        Fraction ticks =
                repeats ? FrameDuration.mean(sorted, between, last) : FrameDuration.of(sorted, between, stated);
        if (ticks == null) {
            return new Span(start, max, null, null);
        }
        estimates(count, remarks);
        long end = max + (repeats ? last : ticks.rounded());
        if (withoutPts > 0) {
            end = Math.max(end, start + ticks.roundedTimes(count));
        }
        var span = new Span(start, max, ticks, end);
        span.gapInside(count).ifPresent(remarks::add);
        return span;
    }

    private void estimates(long count, List<Findings.Remark> remarks) {
        if (count < 3) {
            remarks.add(new Findings.Remark("estimated", "the duration of its " + count + " frames is not certain"));
        }
        if (withoutPts > 0) {
            remarks.add(new Findings.Remark(
                    "estimated",
                    paired(withoutPts) + " of " + count + " frames have no PTS; the end may be counted, not read"));
        }
    }
}
