package tams.ingest.mpegts;

/**
 * Measures one chunk from its bytes, pushed in order in pieces of any size.
 *
 * <p>Not thread-safe; one meter for one chunk. Memory is bounded whatever the bytes say: no payload is kept but the packets
 * before the first PMT (at most {@link PacketMemory#PACKETS_MAX}) and one timestamp per picture (at most {@link
 * TimestampStore#TIMESTAMPS_MAX}). No bytes make it throw, and its time is linear in them.
 */
public final class ChunkMeter {

    private final Demultiplexer demultiplexer = new Demultiplexer();
    private final PacketFramer framer = new PacketFramer(demultiplexer);

    /** Takes the next {@code length} bytes; they are not kept and may be overwritten afterwards. */
    public void push(byte[] bytes, int offset, int length) {
        framer.push(bytes, offset, length);
    }

    /** The result; to be called once, after the last push. */
    public Measured finish() {
        framer.finish();
        demultiplexer.finish();
        return Verdict.of(framer, demultiplexer);
    }
}
