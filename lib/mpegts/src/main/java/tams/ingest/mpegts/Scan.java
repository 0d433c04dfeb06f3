package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * How a stream's frames are scanned, in the words of TAMS.
 *
 * <p>One interlaced frame makes a stream interlaced, in the order of the first one that says it: encoders mark frames
 * without motion between their fields as progressive.
 */
final class Scan {

    static final String PROGRESSIVE = "progressive";
    static final String TOP_FIRST = "interlaced_tff";
    static final String BOTTOM_FIRST = "interlaced_bff";

    private boolean progressive;
    private @Nullable String interlaced;

    /** A frame whose lines belong to one moment. */
    void whole() {
        progressive = true;
    }

    /** A frame of two fields. */
    void fields(boolean topFirst) {
        if (interlaced == null) {
            interlaced = topFirst ? TOP_FIRST : BOTTOM_FIRST;
        }
    }

    /** Null if no frame says it. */
    @Nullable String mode() {
        return interlaced == null && progressive ? PROGRESSIVE : interlaced;
    }
}
