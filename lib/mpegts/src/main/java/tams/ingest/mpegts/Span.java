package tams.ingest.mpegts;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's frames lie in time, in unwrapped ticks.
 *
 * @param frameTicks null if nothing tells how long a frame lasts
 * @param end of the last frame, exclusive; null if not known
 */
record Span(
        long minPts,
        long maxPts,
        @Nullable Fraction frameTicks,
        @Nullable Long end) {

    /** A remark if that many frames do not fill the range, give or take half a frame. */
    Optional<Findings.Remark> gapInside(long frames) {
        if (frameTicks == null || end == null) {
            return Optional.empty();
        }
        long range = end - minPts;
        if (Math.abs(range - frameTicks.roundedTimes(frames)) * 2 < frameTicks.rounded()) {
            return Optional.empty();
        }
        return Optional.of(new Findings.Remark(
                "gap_inside",
                frames + " frames of " + frameTicks + " ticks do not fill the " + range + " ticks of the range"));
    }
}
