package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the pictures of one video stream and keeps their times, apart for each part between breaks of time. */
final class Pictures {

    private final TimestampStore times;
    private final List<PictureTally> tallies = new ArrayList<>();
    private PictureTally tally = new PictureTally(0);
    private int part;
    private long frames;
    private boolean key;

    Pictures(TimestampBudget budget) {
        this.times = new TimestampStore(budget);
        tallies.add(tally);
    }

    /** An access unit commences that is a picture of its own: a frame, or the first field of one. */
    void begin(Stamp stamp) {
        frames++;
        key = false;
        long pts = stamp.take();
        if (pts != Ticks.NONE) {
            enter(stamp.part());
            times.add(pts);
        }
        tally.add(pts);
    }

    /** Pictures before the first one with a time go to its part; more parts than can be told are one. */
    private void enter(int next) {
        if (next != part && tally.hasTime() && tallies.size() <= Part.PARTS_MAX) {
            tally = new PictureTally(times.size());
            tallies.add(tally);
        }
        part = next;
    }

    /** The picture that began last is shown for that many fields, where two are the rule. */
    void lasts(int fields) {
        tally.lasts(fields);
    }

    /**
     * Every picture is a field, and two that follow each other in presentation order make a frame; they need not follow
     * each other in coded order.
     */
    void areFields() {
        tally.areFields();
    }

    /** The picture that began last is one that decoding may start with. */
    void markKey() {
        if (!key && frames > 0) {
            key = true;
            tally.addKey();
        }
    }

    long frames() {
        return frames;
    }

    Findings findings(VideoSyntax syntax) {
        var remarks = new ArrayList<Findings.Remark>();
        if (times.beyond() > 0) {
            remarks.add(new Findings.Remark(
                    "too_many_pictures", "the times of " + times.beyond() + " pictures count for the range only"));
        }
        Fraction stated = syntax.statedFrameTicks();
        Fraction ticks = longest(stated);
        List<Part> parts = tallies.size() == 1 || ticks == null ? List.of() : parts(ticks, stated, remarks);
        return new Findings(
                syntax.codec(),
                true,
                syntax.format(),
                shown(),
                tallies.stream().mapToLong(PictureTally::withoutPts).sum(),
                tallies.stream().mapToLong(PictureTally::keyFrames).sum(),
                times.isEmpty() ? null : span(parts, ticks, stated, remarks),
                List.copyOf(remarks),
                parts);
    }

    private Span span(
            List<Part> parts, @Nullable Fraction ticks, @Nullable Fraction stated, List<Findings.Remark> remarks) {
        if (ticks == null) {
            return new Span(times.min(), times.max(), null, null);
        }
        if (shown() < 3) {
            remarks.add(new Findings.Remark("estimated", "the duration of its " + shown() + " frames is not certain"));
        }
        return parts.isEmpty() ? tally.span(sorted(0), ticks, stated, remarks) : Part.whole(parts, ticks);
    }

    /** The frame duration in the part with the most frames, the first of them. */
    private @Nullable Fraction longest(@Nullable Fraction stated) {
        var most = tallies.stream().max(Comparator.comparingLong(PictureTally::frames));
        int index = tallies.indexOf(most.orElseThrow());
        return tallies.get(index).frameTicks(sorted(index), stated);
    }

    private long[] sorted(int index) {
        int end = index + 1 < tallies.size() ? tallies.get(index + 1).from() : times.size();
        return tallies.get(index).frameTimes(times.sorted(tallies.get(index).from(), end));
    }

    private long shown() {
        return tallies.stream().mapToLong(PictureTally::frames).sum();
    }

    private List<Part> parts(Fraction whole, @Nullable Fraction stated, List<Findings.Remark> remarks) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < tallies.size(); i++) {
            var one = tallies.get(i);
            long[] sorted = sorted(i);
            // One picture tells no duration, and what a stream states is worth less than what the other parts tell.
            Fraction own = sorted.length < 2 ? whole : one.frameTicks(sorted, stated);
            Span span = one.span(sorted, own == null ? whole : own, stated, remarks);
            long end = span.end() == null ? span.maxPts() : span.end();
            parts.add(new Part(one.frames(), one.keyFrames(), span.maxPts(), span.minPts(), end));
        }
        return parts;
    }
}
