package tams.ingest.mpegts;

/** Follows the bytes of one elementary stream and counts the frames that commence in them. */
interface Essence {

    /** A PES packet starts; the bytes up to the next one are its payload. */
    void packet(Stamp stamp);

    /** The next bytes of payload, readable until this returns. */
    void bytes(byte[] bytes, int from, int to);

    /** Bytes are missing between those before and those to come. */
    void lost();

    /** What was found; to be asked once, after the last bytes. */
    Findings findings();
}
