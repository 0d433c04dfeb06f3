package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** How the frames of an audio codec begin. */
interface AudioSyntax {

    /** Bytes of a frame that must be seen before it can be read, at most 16. */
    int headerBytes();

    /** False if no frame starts with these bytes, of which only the first {@code length} count. */
    boolean plausible(byte[] header, int length);

    /** Reads a whole header; null if it is none. */
    @Nullable AudioHeader parse(byte[] header);
}
