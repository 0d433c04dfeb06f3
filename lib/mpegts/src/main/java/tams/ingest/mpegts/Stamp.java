package tams.ingest.mpegts;

/** The presentation time of one PES packet, for the first frame that commences in it and for no other. */
final class Stamp {

    private long pts;

    /**
     * A time not taken yet.
     *
     * @param pts unwrapped ticks or {@link Ticks#NONE}
     */
    Stamp(long pts) {
        this.pts = pts;
    }

    /** The time if nobody has taken it yet, else {@link Ticks#NONE}. */
    long take() {
        long taken = pts;
        pts = Ticks.NONE;
        return taken;
    }
}
