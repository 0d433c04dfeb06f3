package tams.ingest.mpegts;

/**
 * The times of one PES packet: its presentation time is for the first frame that commences in it and for no other.
 */
final class Stamp {

    private final long dts;
    private long pts;

    /**
     * A time not taken yet.
     *
     * @param pts unwrapped ticks or {@link Ticks#NONE}
     * @param dts when the packet is decoded; {@link Ticks#NONE} together with {@code pts}
     */
    Stamp(long pts, long dts) {
        this.pts = pts;
        this.dts = dts;
    }

    /** A packet without timestamps. */
    static Stamp none() {
        return new Stamp(Ticks.NONE, Ticks.NONE);
    }

    long dts() {
        return dts;
    }

    /** The time if nobody has taken it yet, else {@link Ticks#NONE}. */
    long take() {
        long taken = pts;
        pts = Ticks.NONE;
        return taken;
    }
}
