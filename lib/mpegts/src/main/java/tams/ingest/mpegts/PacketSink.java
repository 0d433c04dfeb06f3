package tams.ingest.mpegts;

/** Takes whole transport packets. */
interface PacketSink {

    /**
     * One packet; its 188 bytes are readable until this returns.
     *
     * @param at where the packet's sync byte lies
     */
    void packet(byte[] bytes, int at);
}
