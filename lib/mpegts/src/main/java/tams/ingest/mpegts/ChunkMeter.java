package tams.ingest.mpegts;

/**
 * Measures one chunk from its bytes, pushed in order in pieces of any size.
 *
 * <p>A chunk is a transport stream, or sound in plain frames if no run of sync bytes is near its start.
 *
 * <p>Not thread-safe; one meter for one chunk. Memory is bounded whatever the bytes say: no payload is kept but the packets
 * before the first PMT (at most {@link PacketMemory#PACKETS_MAX}) and one timestamp per picture (at most {@link
 * TimestampStore#TIMESTAMPS_MAX}). No bytes make it throw, and its time is linear in them.
 */
public final class ChunkMeter {

    private final Demultiplexer demultiplexer;
    private final PacketFramer framer;
    private final PlainAudio plain = new PlainAudio();
    private int firstByte;
    private boolean begun;

    /** A meter that knows nothing of chunks before. */
    public ChunkMeter() {
        this(KnownPrograms.NONE);
    }

    private ChunkMeter(KnownPrograms known) {
        demultiplexer = new Demultiplexer(known);
        framer = new PacketFramer(demultiplexer);
    }

    /** A meter for the next chunk of the same stream, which may lack tables that the chunk before had. */
    public static ChunkMeter with(KnownPrograms known) {
        return new ChunkMeter(known);
    }

    /** Takes the next {@code length} bytes; they are not kept and may be overwritten afterwards. */
    public void push(byte[] bytes, int offset, int length) {
        lend(bytes, offset, length);
        release();
    }

    /**
     * Takes the next {@code length} bytes, which must stay as they are until {@link #release}. The fewer times a picture is
     * cut by a release, the less of it has to be looked at.
     */
    public void lend(byte[] bytes, int offset, int length) {
        if (!begun && length > 0) {
            begun = true;
            firstByte = bytes[offset] & 0xFF;
        }
        framer.push(bytes, offset, length);
        if (!framer.startsEarly()) {
            plain.push(bytes, offset, length);
        }
    }

    /** What was lent may be overwritten from now on. */
    public void release() {
        demultiplexer.release();
    }

    /** The result; to be called once, after the last push. */
    public Measured finish() {
        framer.finish();
        demultiplexer.finish();
        var sound = framer.startsEarly() ? null : plain.finish();
        return sound != null ? sound : Verdict.of(framer, demultiplexer, firstByte);
    }

    /** The programs that the chunk lists, or those given if it lists none; to be asked after {@link #finish}. */
    public KnownPrograms programs() {
        return demultiplexer.known();
    }
}
