package tams.ingest.mpegts;

/** Follows the packets of one PID. */
interface PidReader {

    /**
     * One packet, not marked as damaged.
     *
     * @param at where it starts; its 188 bytes are readable until this returns
     */
    void packet(byte[] bytes, int at);
}
