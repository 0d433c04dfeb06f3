package tams.ingest.mpegts;

/**
 * The times of one PES packet: its presentation time is for the first frame that commences in it and for no other.
 */
final class Stamp {

    private final long dts;
    private final int part;
    private long pts;

    /**
     * A time not taken yet.
     *
     * @param pts unwrapped ticks or {@link Ticks#NONE}
     * @param dts when the packet is decoded; {@link Ticks#NONE} together with {@code pts}
     * @param part how often time broke before
     */
    Stamp(long pts, long dts, int part) {
        this.pts = pts;
        this.dts = dts;
        this.part = part;
    }

    /** A packet without timestamps. */
    static Stamp none() {
        return new Stamp(Ticks.NONE, Ticks.NONE, 0);
    }

    long dts() {
        return dts;
    }

    /** How often time broke before; it means nothing without a time. */
    int part() {
        return part;
    }

    /** The time if nobody has taken it yet, else {@link Ticks#NONE}. */
    long take() {
        long taken = pts;
        pts = Ticks.NONE;
        return taken;
    }
}
