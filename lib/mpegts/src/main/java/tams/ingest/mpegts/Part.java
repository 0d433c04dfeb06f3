package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a stream in which time goes on without a break.
 *
 * @param frames that commence in it, those without a time included
 * @param keyFrames null for audio
 * @param maxPts of its last frame in presentation order
 * @param startTicks of its first frame in presentation order
 * @param endTicks the end of its last frame, exclusive
 */
public record Part(long frames, @Nullable Long keyFrames, long maxPts, long startTicks, long endTicks) {

    /** Parts of one stream: a chunk holds one encoder restart or advertisement break, seldom two. */
    static final int PARTS_MAX = 16;

    Part shifted(long ticks) {
        return new Part(frames, keyFrames, maxPts + ticks, startTicks + ticks, endTicks + ticks);
    }

    /** The span of them all, with the frame duration of the one with the most frames. */
    static Span whole(List<Part> parts, Fraction frameTicks) {
        return new Span(
                parts.stream().mapToLong(Part::startTicks).min().orElseThrow(),
                parts.stream().mapToLong(Part::maxPts).max().orElseThrow(),
                frameTicks,
                parts.stream().mapToLong(Part::endTicks).max().orElseThrow());
    }
}
