package tams.ingest.mpegts;

/** Takes whole transport packets. */
interface PacketSink {

    /**
     * One packet; its 188 bytes are readable until this returns.
     *
     * @param at where the packet's sync byte lies
     */
    void packet(byte[] bytes, int at);

    /**
     * The packets that start at {@code from} and every {@code stride} bytes behind it, up to {@code last}.
     *
     * @return where the first one starts that was not taken: one without a sync byte, or the one beyond the last
     */
    default int packets(byte[] bytes, int from, int last, int stride) {
        int at = from;
        while (at <= last && bytes[at] == Packets.SYNC) {
            packet(bytes, at);
            at += stride;
        }
        return at;
    }

    /** What was handed over is about to be overwritten. */
    default void release() {}
}
