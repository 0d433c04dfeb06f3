package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * The times of a stream's audio frames: each from the last PTS before it and the samples since, as a rational, so that no
 * rounding adds up.
 */
final class AudioTimes {

    private long frames;
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
     * @param pts of the PES packet in which the frame is the first to commence, or {@link Ticks#NONE}
     */
    void frame(long pts, int frameSamples, int sampleRate) {
        frames++;
        if (pts != Ticks.NONE) {
            base = pts;
            samples = 0;
        } else if (base == Ticks.NONE) {
            withoutPts++;
            return;
        } else if (sampleRate != rate) {
            base = at(samples);
            samples = 0;
        }
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

    @Nullable Span span() {
        return frameTicks == null ? null : new Span(min, max, frameTicks, end);
    }
}
