package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** What a video codec's units mean: which of them begin a picture, which make it a key picture. */
interface VideoSyntax {

    /** How many bytes of a unit to show, from its first one; 0 to pass it over. */
    int headBytes(int first);

    /**
     * A unit of the stream.
     *
     * @param head its first bytes, fewer than asked for if the unit is short; readable until this returns
     * @param stamp of the PES packet in which the unit's start code begins
     */
    void unit(byte[] head, int length, Stamp stamp);

    /**
     * True if the picture that began last is a frame, not a field that waits for another, and no unit came that belongs to
     * the next one. Where it is never true, every byte of the stream is looked at.
     */
    default boolean settled() {
        return false;
    }

    /** Bytes are missing here. */
    void lost();

    /** No more units come. */
    void end();

    Codec codec();

    Format format();

    /** A frame's duration where the stream states it in a way worth believing, else null. */
    @Nullable Fraction statedFrameTicks();

    /** A frame's duration that the stream names and need not keep to; good for a guess that is proven otherwise. */
    default @Nullable Fraction nominalFrameTicks() {
        return statedFrameTicks();
    }
}
