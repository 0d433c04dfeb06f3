package tams.ingest.mpegts;

/** Follows the packets of one PID. */
interface PidReader {

    /**
     * One packet, not marked as damaged.
     *
     * @param at where it starts; its 188 bytes are readable until this returns
     */
    void packet(byte[] bytes, int at);

    /**
     * Passes over packets that need not be looked at one by one; their bytes are readable until {@link #release()}.
     *
     * @param from where the next packet starts, every other one {@code stride} bytes on, none behind {@code last}
     * @return where the first one starts that was not taken
     */
    default int pass(byte[] bytes, int from, int last, int stride) {
        return from;
    }

    /** What was handed over is about to be overwritten. */
    default void release() {}
}
