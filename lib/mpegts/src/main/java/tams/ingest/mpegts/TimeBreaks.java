package tams.ingest.mpegts;

/**
 * Decides where the decoding times of one stream break: where they fall back or leap, which the wrap of the 33-bit counter
 * does not make them do.
 *
 * <p>Where the stream announces a discontinuity, a jump of two steps between packets is enough (reference: ISO/IEC 13818-1,
 * 2.4.3.5).
 */
final class TimeBreaks {

    /** Decoding times go up; what falls back by more than encoders' carelessness, or leaps this far, is a break. */
    private static final long BACK_MAX = Ticks.PER_SECOND;

    private static final long AHEAD_MAX = 10 * Ticks.PER_SECOND;

    private static final int ANNOUNCED_STEPS = 2;

    private long last = Ticks.NONE;
    private long lastStep;
    private long announcements;
    private int count;
    private long firstJump;

    /**
     * The next decoding time, unwrapped.
     *
     * @param announced discontinuities announced so far
     */
    void next(long dts, long announced) {
        if (last != Ticks.NONE) {
            long step = dts - last;
            if (step < -BACK_MAX || step > AHEAD_MAX || (announced != announcements && isJump(step))) {
                firstJump = count == 0 ? step : firstJump;
                count++;
            } else if (step > 0) {
                lastStep = step;
            }
        }
        last = dts;
        announcements = announced;
    }

    private boolean isJump(long step) {
        return lastStep > 0 && Math.abs(step - lastStep) > ANNOUNCED_STEPS * lastStep;
    }

    int count() {
        return count;
    }

    /** Ticks of the first jump; its sign tells the direction. */
    long firstJump() {
        return firstJump;
    }

    /** The time before the next one, {@link Ticks#NONE} if there is none. */
    long last() {
        return last;
    }
}
