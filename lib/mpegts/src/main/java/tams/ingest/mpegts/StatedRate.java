package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** A frame rate that a stream's headers state, believed only where it is plausible. */
final class StatedRate {

    private static final long RATE_MAX = 300;

    private StatedRate() {}

    /** The ticks of a frame at {@code frames / seconds}, or null outside of 1 to 300 frames a second. */
    static @Nullable Fraction frameTicks(long frames, long seconds) {
        if (seconds <= 0 || frames < seconds || frames > RATE_MAX * seconds) {
            return null;
        }
        return new Fraction(frames, seconds).perSecond();
    }
}
