package tams.ingest.mpegts;

/** The 90 kHz clock of a transport stream, whose 33-bit counter wraps every 26.5 hours. */
final class Ticks {

    static final long PER_SECOND = 90_000;

    /** One turn of the counter. */
    static final long WRAP = 1L << 33;

    /** Stands for "no timestamp"; no unwrapped value comes near it. */
    static final long NONE = Long.MIN_VALUE;

    private Ticks() {}

    /** The value congruent to {@code raw} modulo 2^33 that lies nearest to {@code reference}. */
    static long nearest(long raw, long reference) {
        long distance = Math.floorMod(raw - reference, WRAP);
        return reference + (distance >= WRAP / 2 ? distance - WRAP : distance);
    }
}
