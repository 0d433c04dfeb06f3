package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * What the header of an audio frame says.
 *
 * @param bytes the whole frame, header included
 * @param samples of one channel; 0 for a part that adds no time to the frame before it
 * @param sampleRate in Hz, above 0
 * @param channels null if the header leaves them to the payload
 */
record AudioHeader(
        Codec codec,
        int bytes,
        int samples,
        int sampleRate,
        @Nullable Integer channels,
        @Nullable Integer profile) {

    /** True if both can stand next to each other in one stream. */
    boolean matches(AudioHeader other) {
        return codec == other.codec && sampleRate == other.sampleRate;
    }
}
