package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** How the frames of an audio codec begin. */
interface AudioSyntax {

    /** The longest header of any codec here: Opus with trims, an extension and a size of several bytes. */
    int HEADER_MAX = 32;

    /**
     * Bytes of a frame that must be seen before it can be read, at most {@link #HEADER_MAX}; may grow with what is seen.
     *
     * @param length how many bytes are there, at least 1, all of them plausible
     */
    int headerBytes(byte[] header, int length);

    /** False if no frame starts with these bytes, of which only the first {@code length} count. */
    boolean plausible(byte[] header, int length);

    /** Reads a whole header; null if it is none. */
    @Nullable AudioHeader parse(byte[] header);
}
