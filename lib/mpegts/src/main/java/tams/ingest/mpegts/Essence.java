package tams.ingest.mpegts;

/** Follows the bytes of one elementary stream and counts the frames that commence in them. */
interface Essence {

    /** A PES packet starts; the bytes up to the next one are its payload. */
    void packet(Stamp stamp);

    /** The next bytes of payload, readable until this returns. */
    void bytes(byte[] bytes, int from, int to);

    /** True if the present PES packet's further bytes may be handed to {@link #pass} instead. */
    default boolean passesOver() {
        return false;
    }

    /**
     * Pieces of payload, {@link Packets#PAYLOAD} bytes each and {@code stride} bytes from each other, that may never be
     * looked at; readable until {@link #release()}.
     */
    default void pass(byte[] bytes, int from, int count, int stride) {
        throw new IllegalStateException("does not pass over bytes");
    }

    /** The bytes that were handed over are about to be overwritten. */
    default void release() {}

    /** Bytes are missing between those before and those to come. */
    void lost();

    /** What was found; to be asked once, after the last bytes. */
    Findings findings();
}
