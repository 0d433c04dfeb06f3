package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an essence found in one stream.
 *
 * @param codec as the stream's own headers have it
 * @param parsed false if nothing here reads the codec's frames, so that no count means anything
 * @param span null if not one frame has a time
 * @param parts empty where time does not break; one more than {@link Part#PARTS_MAX} where it breaks too often
 */
record Findings(
        Codec codec,
        boolean parsed,
        Format format,
        long frames,
        long framesWithoutPts,
        long keyFrames,
        @Nullable Span span,
        List<Remark> remarks,
        List<Part> parts) {

    Findings(
            Codec codec,
            boolean parsed,
            Format format,
            long frames,
            long framesWithoutPts,
            long keyFrames,
            @Nullable Span span,
            List<Remark> remarks) {
        this(codec, parsed, format, frames, framesWithoutPts, keyFrames, span, remarks, List.of());
    }

    /** Something doubtful: a code word and a text that the stream's PID is put before. */
    record Remark(String code, String text) {}
}
