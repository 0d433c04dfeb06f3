package tams.ingest.mpegts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of a stream's audio frames: each from the last PTS before it and the samples since, as a rational, so that no
 * rounding adds up; apart for each part between breaks of time.
 */
final class AudioTimes {

    private final List<Part> done = new ArrayList<>();
    private int part;
    private long frames;
    private long framesBefore;
    private long withoutPts;
    private long base = Ticks.NONE;
    private long samples;
    private int rate = 1;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long end;
    private @Nullable Fraction frameTicks;

    /**
     * The next frame.
     *
     * @param stamp of the PES packet in which the frame commences
     */
    void frame(Stamp stamp, int frameSamples, int sampleRate) {
        long pts = stamp.take();
        if (pts != Ticks.NONE) {
            enter(stamp.part());
            base = pts;
            samples = 0;
        } else if (base == Ticks.NONE) {
            frames++;
            withoutPts++;
            return;
        } else if (sampleRate != rate) {
            base = at(samples);
            samples = 0;
        }
        frames++;
        rate = sampleRate;
        long time = at(samples);
        samples += frameSamples;
        min = Math.min(min, time);
        if (time >= max) {
            max = time;
            end = at(samples);
            frameTicks = new Fraction(frameSamples * Ticks.PER_SECOND, sampleRate);
        }
    }

    /** Frames before the first one with a time go to its part; more parts than can be told are one. */
    private void enter(int next) {
        if (next != part && max != Long.MIN_VALUE && done.size() < Part.PARTS_MAX) {
            done.add(present());
            framesBefore = frames;
            min = Long.MAX_VALUE;
            max = Long.MIN_VALUE;
        }
        part = next;
    }

    private Part present() {
        return new Part(frames - framesBefore, null, max, min, end);
    }

    /** Frames are missing here: until the next PTS nobody knows how many. */
    void lose() {
        base = Ticks.NONE;
    }

    private long at(long samplesSince) {
        return base + Fraction.rounded(samplesSince * Ticks.PER_SECOND, rate);
    }

    long frames() {
        return frames;
    }

    long framesWithoutPts() {
        return withoutPts;
    }

    /** Empty where time does not break. */
    List<Part> parts() {
        if (done.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<>(done);
        parts.add(present());
        return parts;
    }

    @Nullable Span span(List<Findings.Remark> remarks) {
        Fraction ticks = frameTicks;
        if (ticks == null) {
            return null;
        }
        List<Part> parts = parts();
        if (!parts.isEmpty()) {
            parts.forEach(one -> new Span(one.startTicks(), one.maxPts(), ticks, one.endTicks())
                    .gapInside(one.frames())
                    .ifPresent(remarks::add));
            return Part.whole(parts, ticks);
        }
        var span = new Span(min, max, ticks, end);
        span.gapInside(frames).ifPresent(remarks::add);
        return span;
    }
}
