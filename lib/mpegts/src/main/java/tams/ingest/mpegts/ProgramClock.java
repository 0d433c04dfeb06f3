package tams.ingest.mpegts;

/** The cycle of the 33-bit counter that all streams of one program share. */
final class ProgramClock {

    private long reference = Ticks.NONE;

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
