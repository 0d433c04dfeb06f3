package tams.ingest.mpegts;

/** The cycle of the 33-bit counter that all streams of one program share. */
final class ProgramClock {

    private final int pcrPid;
    private long reference = Ticks.NONE;
    private long discontinuities;

    ProgramClock(int pcrPid) {
        this.pcrPid = pcrPid;
    }

    /** A packet announces a discontinuity; on the PID that carries the clock it is one of all streams. */
    void discontinuity(int pid) {
        if (pid == pcrPid) {
            discontinuities++;
        }
    }

    long discontinuities() {
        return discontinuities;
    }

    /**
     * Unwraps a stream's first decoding time: next to the first one of the program's audio and video. Data streams look
     * but do not set it, because their timestamps may be anything.
     */
    long first(long raw, boolean media) {
        if (reference == Ticks.NONE) {
            if (media) {
                reference = raw;
            }
            return raw;
        }
        return Ticks.nearest(raw, reference);
    }
}
